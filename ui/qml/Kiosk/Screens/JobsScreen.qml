pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 附近岗位: how far, for whom, which work, what pay; then cards, nearest first.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool tight: Theme.dense
    readonly property JobsModel jobs: shell.jobs
    property string asking: ""

    onVisibleChanged: asking = ""

    Connections {
        function onChanged() {
            cards.toTop();
        }

        target: screen.jobs
    }

    GridLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        columnSpacing: Theme.mm(8)
        columns: screen.landscape ? 2 : 1
        rowSpacing: Theme.mm(4)

        ColumnLayout {
            Layout.fillHeight: screen.landscape
            Layout.fillWidth: !screen.landscape
            Layout.preferredWidth: screen.landscape ? screen.width * 0.36 : -1
            spacing: Theme.mm(4)

            Flow {
                Layout.fillWidth: true
                spacing: Theme.mm(4)

                Words {
                    id: heading

                    em: Theme.emTitle
                    font.bold: true
                    lineHeight: 0.9
                    text: qsTr("附近岗位")
                }

                Words {
                    color: Theme.secondary
                    em: Theme.emSmall
                    height: heading.height
                    objectName: "jobs.count"
                    text: screen.jobs.countWords
                    verticalAlignment: Text.AlignVCenter
                }
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.mm(3)
                visible: !screen.tight

                Repeater {
                    model: screen.jobs.reaches

                    Chip {
                        required property string code
                        required property string label
                        required chosen

                        glyph: chosen && code !== "district" && code !== "all" ? Icons.walk : chosen ? Icons.check : ""
                        objectName: "reach." + code
                        text: label

                        onClicked: screen.jobs.setReach(code)
                    }
                }
            }

            Flow {
                Layout.fillWidth: true
                spacing: Theme.mm(3)

                Chip {
                    chosen: true
                    glyph: Icons.walk
                    objectName: "filter.reach"
                    text: screen.jobs.reachWords
                    visible: screen.tight

                    onClicked: screen.asking = "reach"
                }

                Chip {
                    chosen: screen.jobs.text !== ""
                    glyph: Icons.search
                    objectName: "filter.text"
                    text: chosen ? screen.jobs.text.toUpperCase() : qsTr("首字母")

                    onClicked: screen.asking = "text"
                }

                Chip {
                    chosen: screen.jobs.tagWords !== ""
                    glyph: Icons.people
                    objectName: "filter.tags"
                    text: chosen ? screen.jobs.tagWords : qsTr("人群")

                    onClicked: screen.asking = "tags"
                }

                Chip {
                    chosen: screen.jobs.kindWords !== ""
                    glyph: Icons.work
                    objectName: "filter.kinds"
                    text: chosen ? screen.jobs.kindWords : qsTr("工种")

                    onClicked: screen.asking = "kinds"
                }

                Chip {
                    chosen: screen.jobs.payWords !== ""
                    glyph: Icons.coin
                    objectName: "filter.pay"
                    text: chosen ? screen.jobs.payWords : qsTr("待遇")

                    onClicked: screen.asking = "pay"
                }
            }

            ActionButton {
                glyph: Icons.close
                objectName: "filter.clear"
                text: qsTr("去掉筛选")
                visible: screen.landscape && !screen.tight && screen.jobs.narrowed

                onClicked: screen.jobs.clearFilters()
            }

            Item {
                Layout.fillHeight: true
                visible: screen.landscape
            }
        }

        PagedList {
            id: cards

            Layout.bottomMargin: Theme.mm(screen.landscape ? 4 : 1)
            Layout.fillHeight: true
            Layout.fillWidth: true
            leastRowHeight: gauge.implicitHeight
            model: screen.jobs.rows
            sideways: screen.landscape
            visible: screen.jobs.count > 0

            delegate: JobCard {
                required jobId
                required pay
                required payUnit
                required walk
                required near
                required title
                required employer
                required meta
                required tags

                callFirst: screen.shell.status.callFirst
                height: cards.rowHeight
                objectName: "card"
                width: cards.cardWidth

                onClicked: screen.shell.openJob(jobId)
            }
        }

        EmptyList {
            Layout.fillHeight: true
            Layout.fillWidth: true
            advice: screen.shell.status.updating ? qsTr("马上就好。着急可以先打 %1。").arg(screen.shell.hotline) : qsTr("看远一点，或者少选一个条件。也可以问站里的工作人员。")
            headline: screen.shell.status.updating ? screen.shell.status.asOf : qsTr("这个范围里暂时没有")
            visible: screen.jobs.count === 0

            ActionButton {
                filled: true
                glyph: Icons.map
                objectName: "empty.widen"
                text: qsTr("看全部距离")
                visible: screen.jobs.canWiden && !screen.shell.status.updating

                onClicked: screen.jobs.setReach("all")
            }

            ActionButton {
                glyph: Icons.close
                objectName: "empty.clear"
                text: qsTr("去掉筛选")
                visible: screen.jobs.narrowed && !screen.shell.status.updating

                onClicked: screen.jobs.clearFilters()
            }
        }
    }

    JobCard {
        id: gauge

        callFirst: screen.shell.status.callFirst
        gauge: true
        employer: "泉城路社区物业服务中心"
        meta: "每天上午或下午任选一段，3小时（每周18小时） · 招 4 人"
        pay: "4,200–5,000"
        payUnit: "元/月"
        tags: [
            {
                "code": "senior",
                "label": "银龄岗"
            }
        ]
        title: "托育园生活老师（早班）"
        visible: false
        walk: "步行约 15 分钟"
        width: cards.cardWidth
    }

    InitialsPad {
        found: screen.jobs.countWords
        opened: screen.asking === "text"
        text: screen.jobs.text

        onClosed: screen.asking = ""
        onErased: screen.jobs.eraseLetter()
        onTyped: letter => screen.jobs.typeLetter(letter)
    }

    Picker {
        heading: qsTr("愿意走多远")
        opened: screen.asking === "reach"
        options: screen.jobs.reaches

        onClosed: screen.asking = ""
        onPicked: code => {
            screen.jobs.setReach(code);
            screen.asking = "";
        }
    }

    Picker {
        colorOf: code => Theme.tagColor(code)
        heading: qsTr("给谁找工作")
        iconOf: code => Theme.tagIcon(code)
        opened: screen.asking === "tags"
        options: screen.jobs.tagChoices

        onClosed: screen.asking = ""
        onPicked: code => screen.jobs.toggleTag(code)
    }

    Picker {
        heading: qsTr("想干哪一行")
        opened: screen.asking === "kinds"
        options: screen.jobs.kindChoices

        onClosed: screen.asking = ""
        onPicked: code => screen.jobs.toggleKind(code)
    }

    Picker {
        heading: qsTr("想要的待遇")
        opened: screen.asking === "pay"
        options: screen.jobs.payChoices

        onClosed: screen.asking = ""
        onPicked: code => {
            screen.jobs.setPay(code);
            screen.asking = "";
        }
    }
}
