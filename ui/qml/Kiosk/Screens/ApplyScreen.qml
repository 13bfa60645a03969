pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 投简历: the résumé is there; now the jobs it goes to.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool abreast: landscape && !Theme.tight
    readonly property ApplyModel apply: shell.apply
    readonly property bool everySent: apply.count > 0 && apply.sent >= apply.count

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
                objectName: "apply.headline"
                text: screen.apply.sent > 0 ? qsTr("已投 %1 个岗位").arg(screen.apply.sent) : qsTr("简历收到了")
            }

            GridLayout {
                Layout.fillWidth: true
                columnSpacing: Theme.mm(8)
                columns: screen.abreast ? 2 : 1
                rowSpacing: Theme.mm(5)
                uniformCellWidths: true

                NumberCard {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    hint: qsTr("想删除、想问结果，凭编号就行。")
                    number: screen.apply.reference
                    words: screen.apply.sent > 0 ? qsTr("单位会打您的电话，请留意接听。") : qsTr("可以放下手机，看大屏。")
                }

                ColumnLayout {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    spacing: Theme.mm(4)

                    Words {
                        Layout.fillWidth: true
                        em: Theme.emHeading
                        font.bold: true
                        text: screen.apply.count > 0 ? qsTr("刚才看过的岗位") : qsTr("接下来选岗位")
                        visible: !screen.everySent || screen.apply.count === 0
                    }

                    Words {
                        Layout.fillWidth: true
                        color: Theme.secondary
                        em: Theme.emBody
                        text: qsTr("去看附近岗位，看中了点“投简历”。")
                        visible: screen.apply.count === 0
                    }

                    Repeater {
                        model: screen.apply.rows

                        CandidateCard {
                            required jobId
                            required title
                            required employer
                            required pay
                            required chosen
                            required sent

                            Layout.fillWidth: true

                            onClicked: screen.apply.toggle(jobId)
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        color: Theme.accent
                        em: Theme.emBody
                        font.bold: true
                        objectName: "apply.failed"
                        text: qsTr("没投出去，请再点一次，或者打 %1。").arg(screen.shell.hotline)
                        visible: screen.apply.failed
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        enabled: screen.apply.chosen > 0 && !screen.apply.sending
                        filled: enabled
                        glyph: Icons.resume
                        objectName: "apply.send"
                        text: screen.apply.chosen > 0 ? qsTr("投给这 %1 个岗位").arg(screen.apply.chosen) : qsTr("点上面选岗位")
                        visible: screen.apply.count > 0 && !screen.everySent

                        onClicked: screen.apply.send()
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        filled: screen.apply.count === 0
                        glyph: Icons.work
                        objectName: "apply.jobs"
                        text: screen.apply.count === 0 ? qsTr("看附近岗位") : qsTr("再看看别的岗位")

                        onClicked: screen.shell.openJobs()
                    }
                }
            }

            Item {
                Layout.fillHeight: true
            }
        }
    }
}
