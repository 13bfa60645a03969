pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 报告问题: three choices, one tap, then a number. Nobody is asked who they are.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool abreast: landscape && !Theme.tight
    readonly property ReportModel report: shell.report
    readonly property bool asking: report.stage === "asking"
    readonly property bool thanked: report.stage === "thanked"

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
            spacing: Theme.mm(5)
            width: parent.width

            Words {
                Layout.fillWidth: true
                em: Theme.emTitle
                font.bold: true
                lineHeight: 0.92
                objectName: "report.headline"
                text: screen.asking ? qsTr("这个岗位有什么问题？") : screen.thanked ? qsTr("谢谢，已记下") : screen.report.stage === "writing" ? qsTr("正在记下…") : qsTr("暂时不能在这里报告")
            }

            Words {
                Layout.fillWidth: true
                color: Theme.secondary
                em: Theme.emBody
                text: [screen.report.title, screen.report.employer].filter(said => said !== "").join(" · ")
                visible: text !== "" && !screen.thanked
            }

            GridLayout {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(implicitHeight, Math.min(page.room * 0.62, Theme.mm(screen.abreast ? 110 : 210)))
                columnSpacing: Theme.mm(5)
                columns: screen.abreast ? 3 : 1
                rowSpacing: Theme.mm(5)
                uniformCellHeights: true
                uniformCellWidths: true
                visible: screen.asking

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.minimumHeight: implicitHeight
                    glyph: Icons.people
                    hint: qsTr("打过电话，说不招了")
                    objectName: "report.filled"
                    stacked: screen.abreast
                    text: qsTr("已招满")
                    tint: Theme.primary

                    onClicked: screen.report.choose("filled")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.minimumHeight: implicitHeight
                    glyph: Icons.alert
                    hint: qsTr("要钱、骗人")
                    objectName: "report.suspicious"
                    stacked: screen.abreast
                    text: qsTr("可疑")
                    tint: Theme.gig

                    onClicked: screen.report.choose("suspicious")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.minimumHeight: implicitHeight
                    glyph: Icons.info
                    hint: qsTr("电话、地址、待遇不对")
                    objectName: "report.wrong"
                    stacked: screen.abreast
                    text: qsTr("信息有误")
                    tint: Theme.senior

                    onClicked: screen.report.choose("wrong")
                }
            }

            Words {
                Layout.fillWidth: true
                color: Theme.secondary
                em: Theme.emSmall
                text: qsTr("点一下就行，不用留姓名和电话。")
                visible: screen.asking
            }

            NumberCard {
                Layout.fillWidth: true
                hint: qsTr("想再问，可以记下编号。不记也没关系。")
                number: screen.report.reference
                visible: screen.thanked
                words: screen.report.delivery + screen.report.advice
            }

            CallInstead {
                Layout.fillWidth: true
                number: screen.shell.hotline
                visible: screen.report.stage === "refused"
                words: qsTr("请打电话说，一样管用")
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.maximumWidth: Theme.em(140)
                filled: true
                glyph: Icons.check
                objectName: "report.done"
                text: qsTr("好了")
                visible: !screen.asking

                onClicked: screen.shell.closeReport()
            }

            Item {
                Layout.fillHeight: true
            }
        }
    }
}
