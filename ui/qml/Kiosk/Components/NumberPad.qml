pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Ten digits and an erase key; what is typed stays small, since a queue stands behind.
Column {
    id: pad

    property string text: ""
    property string words: ""
    property real keyEm: 24

    signal typed(string digit)
    signal erased

    spacing: Theme.mm(3)

    Rectangle {
        border.color: Theme.primary
        border.width: Theme.edge
        color: Theme.card
        height: Math.max(Theme.target, typed.implicitHeight + Theme.mm(4))
        radius: Theme.corner
        width: parent.width

        Words {
            id: typed

            anchors.left: parent.left
            anchors.leftMargin: Theme.mm(5)
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            color: pad.text === "" ? Theme.secondary : Theme.ink
            em: Theme.emBody
            font.bold: pad.text !== ""
            font.features: {
                "tnum": 1
            }
            fontSizeMode: Text.HorizontalFit
            objectName: "pad.number"
            text: pad.text === "" ? qsTr("%1，请按号码").arg(pad.words) : pad.text
            wrapMode: Text.NoWrap
        }
    }

    Grid {
        id: keys

        readonly property real cell: (width - 2 * columnSpacing) / 3

        columnSpacing: Theme.mm(3)
        columns: 3
        rowSpacing: Theme.mm(3)
        width: parent.width

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "erase"]

            Item {
                id: place

                required property string modelData

                height: Math.max(Theme.target, Theme.em(pad.keyEm))
                width: keys.cell

                Touchable {
                    anchors.fill: parent
                    enabled: place.modelData !== "erase" || pad.text !== ""
                    objectName: "digit." + place.modelData
                    text: place.modelData === "erase" ? qsTr("删掉一个") : place.modelData
                    visible: place.modelData !== ""

                    contentItem: Item {
                        Words {
                            anchors.centerIn: parent
                            em: Theme.emHeading
                            font.bold: true
                            lineHeight: 0.85
                            text: place.modelData
                            visible: place.modelData !== "erase"
                        }

                        Icon {
                            anchors.centerIn: parent
                            color: pad.text === "" ? Theme.border : Theme.ink
                            glyph: Icons.backspace
                            size: Theme.mm(11)
                            visible: place.modelData === "erase"
                        }
                    }

                    onClicked: place.modelData === "erase" ? pad.erased() : pad.typed(place.modelData)
                }
            }
        }
    }
}
