import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// 您还在吗: any touch goes on, silence ends the session.
Item {
    id: warning

    required property Shell shell

    anchors.fill: parent
    visible: shell.idle.warning

    Rectangle {
        anchors.fill: parent
        color: Theme.shade

        TapHandler {
            onTapped: warning.shell.stillHere()
        }
    }

    Rectangle {
        anchors.centerIn: parent
        color: Theme.paper
        height: column.height + 2 * Theme.mm(14)
        radius: Theme.corner
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(300))

        Column {
            id: column

            anchors.centerIn: parent
            spacing: Theme.mm(7)
            width: parent.width - 2 * Theme.mm(14)

            Words {
                em: Theme.emTitle
                font.bold: true
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("您还在用吗？")
                width: parent.width
            }

            Words {
                color: Theme.secondary
                horizontalAlignment: Text.AlignHCenter
                objectName: "idle.seconds"
                text: qsTr("%1 秒后回到开始画面，看过的内容会清空").arg(warning.shell.idle.secondsLeft)
                width: parent.width
            }

            Rectangle {
                color: Theme.hairline
                height: Theme.mm(5)
                radius: height / 2
                width: parent.width

                Rectangle {
                    color: Theme.primary
                    height: parent.height
                    radius: height / 2
                    width: parent.width * warning.shell.idle.secondsLeft / Math.max(1, warning.shell.idle.warningSeconds)
                }
            }

            ActionButton {
                filled: true
                height: Math.max(Theme.mm(34), implicitHeight)
                glyph: Icons.check
                objectName: "idle.still"
                text: qsTr("我还在用")
                width: parent.width

                onClicked: warning.shell.stillHere()
            }
        }
    }
}
