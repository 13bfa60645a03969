import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// The code, its twin to be typed, the time it stays, and the three steps.
GridLayout {
    id: grid

    required property Shell shell
    property bool abreast: false
    readonly property PhoneModel phone: shell.phone
    readonly property bool scanned: phone.scanned

    columnSpacing: Theme.mm(8)
    columns: abreast ? 2 : 1
    rowSpacing: Theme.mm(4)

    Rectangle {
        Layout.fillHeight: grid.abreast
        Layout.fillWidth: true
        Layout.preferredWidth: 11
        border.color: Theme.border
        border.width: Theme.edge
        color: Theme.card
        implicitHeight: column.implicitHeight + Theme.mm(8)
        radius: Theme.corner

        Column {
            id: column

            anchors.centerIn: parent
            spacing: Theme.mm(2)
            width: parent.width - Theme.mm(12)

            Item {
                height: code.implicitHeight
                width: parent.width

                QrCode {
                    id: code

                    anchors.centerIn: parent
                    codeMm: grid.abreast ? 72 : Theme.tight ? 62 : 100
                    modules: grid.phone.modules
                    opacity: grid.scanned ? 0.12 : 1
                    source: grid.phone.source
                }

                Column {
                    anchors.centerIn: parent
                    spacing: Theme.mm(2)
                    visible: grid.scanned

                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        color: Theme.primary
                        glyph: Icons.phone
                        size: Theme.em(20)
                    }

                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        color: Theme.primary
                        em: Theme.emHeading
                        font.bold: true
                        objectName: "phone.connected"
                        text: qsTr("手机已连上")
                    }
                }
            }

            Words {
                em: Theme.emSmall
                horizontalAlignment: Text.AlignHCenter
                text: grid.phone.offline ? qsTr("现在没连上平台，用手机流量也能办完。") : grid.phone.code === "" ? " " : qsTr("扫不了？手机打开 %1").arg(grid.phone.page)
                visible: !grid.scanned && grid.phone.stage === "code"
                width: parent.width
            }

            Words {
                em: 16
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                horizontalAlignment: Text.AlignHCenter
                lineHeight: 0.9
                objectName: "phone.code"
                text: grid.phone.code
                visible: text !== "" && !grid.scanned
                width: parent.width
                wrapMode: Text.NoWrap
            }

            Rectangle {
                color: Theme.hairline
                height: Theme.mm(3)
                radius: height / 2
                width: parent.width

                Rectangle {
                    color: Theme.primary
                    height: parent.height
                    radius: height / 2
                    width: parent.width * grid.shell.idle.holdShare
                }
            }

            Words {
                color: Theme.secondary
                em: Theme.emSmall
                horizontalAlignment: Text.AlignHCenter
                objectName: "phone.left"
                text: qsTr("还有 %1 分 %2 秒").arg(Math.floor(grid.shell.idle.holdLeft / 60)).arg(grid.shell.idle.holdLeft % 60)
                width: parent.width
            }
        }
    }

    ColumnLayout {
        Layout.alignment: Qt.AlignTop
        Layout.fillHeight: grid.abreast
        Layout.fillWidth: true
        Layout.preferredWidth: 9
        spacing: Theme.mm(4)

        PhoneSteps {
            Layout.fillHeight: grid.abreast
            Layout.fillWidth: true
            phone: grid.phone
        }

        ActionButton {
            Layout.fillWidth: true
            glyph: Icons.helpPerson
            objectName: "phone.callBack"
            text: qsTr("没带手机，请回电话")
            visible: !grid.scanned

            onClicked: grid.shell.openCallBack()
        }
    }
}
