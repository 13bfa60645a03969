pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 政策与补贴: by topic, whole cards, one tap to the text.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property PoliciesModel policies: shell.policies

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
            text: qsTr("政策与补贴")
        }

        Flow {
            Layout.fillWidth: true
            spacing: Theme.mm(3)

            Repeater {
                model: screen.policies.topics

                Chip {
                    required property string code
                    required property string label
                    required chosen

                    glyph: chosen ? Icons.check : ""
                    objectName: "topic." + code
                    text: label

                    onClicked: {
                        screen.policies.setTopic(code);
                        cards.toTop();
                    }
                }
            }
        }

        PagedList {
            id: cards

            Layout.fillHeight: true
            Layout.fillWidth: true
            leastRowHeight: gauge.implicitHeight
            model: screen.policies.rows
            sideways: screen.landscape
            visible: screen.policies.count > 0

            delegate: PolicyCard {
                required policyId
                required title
                required summary
                required meta

                height: cards.rowHeight
                objectName: "policy"
                width: cards.cardWidth

                onClicked: screen.shell.openPolicy(policyId)
            }
        }

        EmptyList {
            Layout.fillHeight: true
            Layout.fillWidth: true
            advice: screen.shell.status.updating ? qsTr("马上就好。着急可以先打 %1。").arg(screen.shell.hotline) : qsTr("换一类看看，或者打 12333 问。")
            headline: screen.shell.status.updating ? screen.shell.status.asOf : qsTr("这一类暂时没有")
            visible: screen.policies.count === 0
        }
    }

    PolicyCard {
        id: gauge

        gauge: true
        meta: "鲁人社字〔2025〕18号 · 山东省人力资源和社会保障厅 · 2025年2月28日"
        summary: "社区里增设就业角和自助终端，走路十五分钟能找到工作和便民服务。"
        title: "关于开展“15分钟就业服务圈+一刻钟便民生活圈”融合试点建设工作的通知"
        visible: false
        width: cards.cardWidth
    }
}
