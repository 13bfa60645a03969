pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 没带手机: how to address somebody, where to call, done.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool abreast: landscape && !Theme.tight
    readonly property CallBackModel model: shell.callBack
    readonly property string stage: model.stage

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
                em: Theme.emTitle
                font.bold: true
                lineHeight: 0.92
                objectName: "callBack.headline"
                text: screen.stage === "name" ? qsTr("怎么称呼您？") : screen.stage === "number" ? qsTr("打哪个电话找您？") : screen.stage === "kept" ? qsTr("记下了，会给您打电话") : screen.stage === "writing" ? qsTr("正在记下…") : qsTr("现在不能留电话")
            }

            Words {
                Layout.fillWidth: true
                color: Theme.secondary
                em: Theme.emBody
                text: screen.model.subject
                visible: text !== "" && (screen.stage === "name" || screen.stage === "number")
            }

            NameChooser {
                Layout.fillWidth: true
                model: screen.model
                visible: screen.stage === "name"
            }

            GridLayout {
                Layout.fillWidth: true
                columnSpacing: Theme.mm(10)
                columns: screen.abreast ? 2 : 1
                rowSpacing: Theme.mm(4)
                visible: screen.stage === "number"

                NumberPad {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    keyEm: screen.landscape ? 20 : 25
                    text: screen.model.number
                    words: screen.model.surname === "其他" ? screen.model.form : screen.model.surname + screen.model.form

                    onErased: screen.model.erase()
                    onTyped: digit => screen.model.press(digit)
                }

                ColumnLayout {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    spacing: Theme.mm(4)

                    Promises {
                        Layout.fillWidth: true
                        em: Theme.emSmall
                        sentences: screen.model.consent
                    }

                    Words {
                        Layout.fillWidth: true
                        color: Theme.accent
                        em: Theme.emBody
                        font.bold: true
                        objectName: "callBack.complaint"
                        text: screen.model.complaint
                        visible: text !== ""
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        enabled: screen.model.complete
                        filled: enabled
                        glyph: Icons.phone
                        objectName: "callBack.send"
                        text: qsTr("同意，请打给我")

                        onClicked: screen.model.send()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        glyph: Icons.people
                        objectName: "callBack.rename"
                        text: qsTr("改称呼")
                        tint: Theme.secondary

                        onClicked: screen.model.changeName()
                    }
                }
            }

            NumberCard {
                Layout.fillWidth: true
                hint: qsTr("想再问，可以记下编号。不记也没关系。")
                number: screen.model.reference
                visible: screen.stage === "kept"
                words: qsTr("工作人员上班时间打给您，电话里一起办完。")
            }

            CallInstead {
                Layout.fillWidth: true
                number: screen.shell.stationPhone || screen.shell.hotline
                visible: screen.stage === "refused"
                words: qsTr("请打电话，工作人员帮您办")
            }

            ActionButton {
                Layout.maximumWidth: Theme.em(140)
                Layout.fillWidth: true
                filled: true
                glyph: Icons.check
                objectName: "callBack.done"
                text: qsTr("好了")
                visible: screen.stage === "kept" || screen.stage === "refused"

                onClicked: screen.shell.goHome()
            }

            Item {
                Layout.fillHeight: true
            }
        }
    }
}
