pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Type by pinyin initials: 26 keys and an erase key, nothing to learn.
Sheet {
    id: pad

    property string text: ""
    property string found: ""
    readonly property int columns: Math.max(6, Math.min(9, Math.floor(width / Theme.mm(26))))

    signal typed(string letter)
    signal erased

    heading: qsTr("按拼音首字母找")

    Column {
        spacing: Theme.gap
        width: parent.width

        RowLayout {
            spacing: Theme.gap
            width: parent.width

            Rectangle {
                Layout.fillWidth: true
                border.color: Theme.primary
                border.width: Theme.edge
                color: Theme.card
                implicitHeight: Math.max(Theme.target, typed.implicitHeight + Theme.mm(4))
                radius: Theme.corner

                Words {
                    id: typed

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.mm(5)
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    color: pad.text === "" ? Theme.secondary : Theme.ink
                    em: Theme.emBody
                    font.bold: pad.text !== ""
                    objectName: "pad.text"
                    text: pad.text === "" ? qsTr("保洁按 B J") : pad.text.toUpperCase().split("").join(" ")
                }
            }

            Words {
                Layout.maximumWidth: pad.width / 3
                color: Theme.primary
                em: Theme.emBody
                font.bold: true
                text: pad.found
            }
        }

        Grid {
            columnSpacing: Theme.mm(3)
            columns: pad.columns
            rowSpacing: Theme.mm(3)

            Repeater {
                model: "abcdefghijklmnopqrstuvwxyz".split("")

                Touchable {
                    id: key

                    required property string modelData

                    height: Math.max(Theme.target, Theme.em(14))
                    objectName: "key." + modelData
                    text: modelData.toUpperCase()
                    width: (pad.width - 2 * Theme.margin - (pad.columns - 1) * Theme.mm(3)) / pad.columns

                    contentItem: Words {
                        em: Theme.emBody
                        font.bold: true
                        horizontalAlignment: Text.AlignHCenter
                        lineHeight: 0.85
                        text: key.text
                        verticalAlignment: Text.AlignVCenter
                    }

                    onClicked: pad.typed(modelData)
                }
            }

            Touchable {
                id: erase

                enabled: pad.text !== ""
                height: Math.max(Theme.target, Theme.em(14))
                objectName: "key.erase"
                text: qsTr("删掉一个")
                width: (pad.width - 2 * Theme.margin - (pad.columns - 1) * Theme.mm(3)) / pad.columns

                contentItem: Item {
                    Icon {
                        anchors.centerIn: parent
                        color: erase.enabled ? Theme.ink : Theme.border
                        glyph: Icons.backspace
                        size: Theme.mm(11)
                    }
                }

                onClicked: pad.erased()
            }
        }
    }
}
