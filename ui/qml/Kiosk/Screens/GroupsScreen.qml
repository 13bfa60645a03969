pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 按人群找: the notice's kinds of post as large tiles.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height

    ColumnLayout {
        anchors.bottomMargin: Theme.mm(4)
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.mm(4)

        Words {
            Layout.fillWidth: true
            em: Theme.emTitle
            font.bold: true
            lineHeight: 0.9
            text: qsTr("按人群找")
        }

        ScrollPage {
            id: page

            Layout.fillHeight: true
            Layout.fillWidth: true
            sideways: screen.landscape

            Grid {
                id: grid

                readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

                readonly property real row: (page.room - 2 * rowSpacing) / 3

                columnSpacing: Theme.mm(5)
                columns: Math.max(1, Math.floor((width + columnSpacing) / Theme.em(screen.landscape ? 90 : 82)))
                rowSpacing: Theme.mm(5)
                width: parent.width

                Repeater {
                    model: screen.shell.groups.rows

                    Tile {
                        required property string code
                        required property string label
                        required property string forWhom
                        required property string countWords

                        height: Math.max(grid.row, implicitHeight)
                        hint: forWhom + "\n" + countWords
                        glyph: Theme.tagIcon(code)
                        objectName: "group." + code
                        stacked: grid.columns > 2
                        text: label
                        tint: Theme.tagColor(code)
                        titleEm: 12
                        width: grid.cell

                        onClicked: screen.shell.openGroup(code)
                    }
                }
            }
        }
    }
}
