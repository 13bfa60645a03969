pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 维权与机构: 12333 to be read across the room, the other numbers, the offices by distance.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property DirectoryModel directory: shell.directory

    ColumnLayout {
        anchors.bottomMargin: Theme.mm(4)
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.mm(4)

        Flow {
            Layout.fillWidth: true
            spacing: Theme.mm(4)

            Words {
                height: Math.max(Theme.target, implicitHeight)
                verticalAlignment: Text.AlignVCenter
                em: Theme.emTitle
                font.bold: true
                lineHeight: 0.9
                text: qsTr("维权与机构")
            }

            Repeater {
                model: screen.directory.shelves

                Chip {
                    required property string code
                    required property string label
                    required chosen

                    glyph: chosen ? Icons.check : ""
                    objectName: "shelf." + code
                    text: label

                    onClicked: screen.directory.setShelf(code)
                }
            }
        }

        ScrollPage {
            id: page

            Layout.fillHeight: true
            Layout.fillWidth: true
            sideways: screen.landscape

            Rectangle {
                Accessible.name: screen.shell.hotline + "，" + screen.directory.firstServices
                Accessible.role: Accessible.StaticText
                color: Theme.primary
                height: first.implicitHeight + Theme.mm(8)
                radius: Theme.corner
                visible: screen.directory.hotlines
                width: parent.width

                GridLayout {
                    id: first

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.mm(10)
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.mm(10)
                    anchors.verticalCenter: parent.verticalCenter
                    columnSpacing: Theme.mm(10)
                    columns: screen.landscape ? 2 : 1
                    rowSpacing: 0

                    Words {
                        color: Theme.onDark
                        em: Theme.emAcrossRoom
                        font.bold: true
                        lineHeight: 0.88
                        objectName: "directory.first"
                        text: screen.shell.hotline
                        wrapMode: Text.NoWrap
                    }

                    Words {
                        Layout.fillWidth: true
                        color: Theme.onDark
                        em: Theme.emHeading
                        font.bold: true
                        text: screen.directory.firstServices
                    }
                }
            }

            Grid {
                id: grid

                readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

                columnSpacing: Theme.mm(5)
                columns: Math.max(1, Math.floor(width / Theme.em(screen.directory.hotlines ? 112 : 200)))
                rowSpacing: Theme.mm(5)
                width: parent.width

                Repeater {
                    model: screen.directory.rows

                    PlaceCard {
                        required name
                        required phone
                        required services
                        required address
                        required hours
                        required walk

                        hotline: screen.directory.hotlines
                        width: grid.cell
                    }
                }
            }
        }
    }
}
