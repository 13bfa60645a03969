pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// By phone: what is promised, then the code to scan, then what the phone has done.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool abreast: landscape && !Theme.tight
    readonly property PhoneModel phone: shell.phone
    readonly property string stage: phone.stage
    readonly property bool coding: stage === "code" || stage === "making"

    onStageChanged: page.toTop()
    onVisibleChanged: if (visible)
        page.toTop()

    ScrollPage {
        id: page

        anchors.bottomMargin: Theme.mm(4)
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        sideways: screen.landscape

        ColumnLayout {
            height: Math.max(page.room, implicitHeight)
            spacing: Theme.mm(4)
            width: parent.width

            Words {
                Layout.fillWidth: true
                em: screen.coding && Theme.tight ? Theme.emHeading : Theme.emTitle
                font.bold: true
                lineHeight: 0.92
                objectName: "phone.headline"
                text: screen.stage === "received" ? screen.phone.purpose === "vacancy" ? qsTr("招工信息收到了") : qsTr("报名收到了") : screen.stage === "away" ? qsTr("请在手机上接着办") : screen.stage === "refused" ? qsTr("现在不能用手机办") : screen.phone.heading
            }

            Words {
                Layout.fillWidth: true
                Layout.topMargin: -Theme.mm(3)
                color: Theme.secondary
                em: Theme.emBody
                objectName: "phone.subject"
                text: screen.phone.subject
                visible: text !== "" && screen.stage !== "away"
            }

            GridLayout {
                Layout.fillWidth: true
                columnSpacing: Theme.mm(8)
                columns: screen.abreast ? 2 : 1
                rowSpacing: Theme.mm(4)
                uniformCellWidths: true
                visible: screen.stage === "consent"

                Promises {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    em: Theme.tight ? Theme.emBody : Theme.emHeading
                    sentences: screen.phone.consent
                }

                PhoneSteps {
                    Layout.fillWidth: true
                    begun: false
                    phone: screen.phone
                    visible: !Theme.tight
                }
            }

            PhoneCode {
                Layout.fillHeight: screen.abreast
                Layout.fillWidth: true
                abreast: screen.abreast
                shell: screen.shell
                visible: screen.coding
            }

            NumberCard {
                Layout.fillWidth: true
                hint: qsTr("手机上也有编号。想再问，凭它就行。")
                number: screen.phone.reference
                visible: screen.stage === "received"
                words: screen.phone.purpose === "vacancy" ? qsTr("先审核，通过后就上大屏。") : qsTr("到时候直接来就行。")
            }

            Words {
                Layout.fillWidth: true
                em: Theme.emBody
                text: qsTr("手机上填的都还在，填完点“发送”就行。这里先让给下一位。")
                visible: screen.stage === "away"
            }

            CallInstead {
                Layout.fillWidth: true
                number: screen.shell.stationPhone || screen.shell.hotline
                visible: screen.stage === "refused"
                words: qsTr("请打电话，工作人员帮您办")
            }

            Flow {
                id: actions

                Layout.fillWidth: true
                spacing: Theme.mm(5)
                visible: !screen.coding

                ActionButton {
                    filled: true
                    glyph: Icons.phone
                    objectName: "phone.agree"
                    text: qsTr("同意，用手机办")
                    visible: screen.stage === "consent"
                    width: screen.abreast ? (actions.width - actions.spacing) / 2 : actions.width

                    onClicked: screen.phone.agree()
                }

                ActionButton {
                    glyph: Icons.helpPerson
                    objectName: "phone.callBack"
                    text: qsTr("没带手机，请回电话")
                    visible: screen.stage === "consent" || screen.stage === "refused"
                    width: screen.abreast ? (actions.width - actions.spacing) / 2 : actions.width

                    onClicked: screen.shell.openCallBack()
                }

                ActionButton {
                    filled: true
                    glyph: Icons.check
                    objectName: "phone.done"
                    text: qsTr("好了")
                    visible: screen.stage === "received" || screen.stage === "away"
                    width: Math.min(actions.width, Theme.em(140))

                    onClicked: screen.stage === "away" ? screen.shell.endSession() : screen.shell.goHome()
                }
            }

            Item {
                Layout.fillHeight: true
                visible: !(screen.coding && screen.abreast)
            }
        }
    }
}
