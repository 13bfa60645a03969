pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// Readable from two metres: three live jobs and one thing to do. The waking tap hits nothing below.
Rectangle {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property real inset: Theme.mm(landscape ? 16 : Theme.tight ? 12 : 18)
    readonly property real cardsRoom: landscape ? height - 2 * inset : height * 0.62 - inset - Theme.mm(44)
    readonly property int lines: Math.max(1, Math.min(3, Math.floor((cardsRoom + Theme.mm(6)) / Theme.mm(Theme.tight && shell.status.callFirst ? 90 : 72))))

    Accessible.name: qsTr("点一下屏幕，开始找")
    Accessible.role: Accessible.Button
    color: Theme.primary

    TapHandler {
        onTapped: screen.shell.wake()
    }

    GridLayout {
        anchors.fill: parent
        anchors.margins: screen.inset
        columnSpacing: Theme.mm(16)
        columns: screen.landscape ? 2 : 1
        rowSpacing: Theme.mm(8)

        ColumnLayout {
            Layout.fillHeight: screen.landscape
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            spacing: Theme.mm(5)

            TopBar {
                Layout.fillWidth: true
                light: true
                shell: screen.shell
            }

            Item {
                Layout.fillHeight: screen.landscape
                Layout.preferredHeight: screen.landscape ? -1 : Theme.mm(3)
            }

            Words {
                Layout.fillWidth: true
                color: Theme.onDark
                em: screen.landscape ? 30 : 35
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                lineHeight: 0.88
                maximumLineCount: 1
                text: qsTr("家门口的工作")
                wrapMode: Text.NoWrap
            }

            Words {
                Layout.fillWidth: true
                color: Theme.onDark
                em: Theme.tight ? 9 : 13
                text: screen.shell.attract.nearbyWords !== "" ? qsTr("走路 15 分钟，%1 个岗位在招人").arg(screen.shell.attract.nearbyWords) : qsTr("岗位、政策、维权电话，都在这里")
            }

            StatusLine {
                Layout.fillWidth: true
                brief: true
                color: Theme.onDarkSoft
                shell: screen.shell
            }

            Item {
                Layout.fillHeight: true
                visible: screen.landscape
            }

            StartBand {
                Layout.fillWidth: true
                visible: screen.landscape
            }
        }

        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 11
            spacing: Theme.mm(6)

            Repeater {
                model: screen.shell.attract.lines

                AttractCard {
                    required property int index

                    callFirst: screen.shell.status.callFirst
                    visible: index < screen.lines
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.maximumHeight: Theme.mm(96)
                }
            }
        }

        StartBand {
            Layout.fillWidth: true
            visible: !screen.landscape
        }
    }
}
