import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// What would you like to do: few tiles, each whole tile a target.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool tight: landscape ? Theme.dense : Theme.tight
    readonly property bool single: tight && !landscape
    readonly property real smallBadge: Theme.shortSideMm < 220 ? 15 : 20
    readonly property real heroEm: landscape ? tight ? 14 : 16 : 18
    readonly property real heroBadge: landscape ? smallBadge : single ? 26 : 34

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.mm(4)

        Flow {
            Layout.fillWidth: true
            spacing: Theme.mm(5)
            visible: !screen.tight

            Words {
                id: greeting

                em: Theme.emTitle
                font.bold: true
                lineHeight: 0.92
                text: qsTr("您好，想做点什么？")
            }

            Words {
                color: Theme.secondary
                em: Theme.emSmall
                height: screen.landscape ? greeting.height : implicitHeight
                text: qsTr("不用登录，不用身份证。点一下就开始。")
                verticalAlignment: Text.AlignVCenter
            }
        }

        ScrollPage {
            id: page

            Layout.fillHeight: true
            Layout.fillWidth: true
            sideways: screen.landscape

            GridLayout {
                id: grid

                height: Math.max(page.room, implicitHeight)
                width: parent.width
                columnSpacing: Theme.mm(5)
                columns: screen.single ? 1 : screen.landscape ? 3 : 2
                rowSpacing: Theme.mm(5)
                uniformCellHeights: screen.landscape || screen.single
                uniformCellWidths: true

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 14
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.heroBadge
                    filled: true
                    glyph: Icons.work
                    hint: screen.tight ? "" : screen.shell.home.nearbyWords
                    objectName: "tile.jobs"
                    stacked: !screen.single
                    text: qsTr("附近岗位")
                    titleEm: screen.heroEm

                    onClicked: screen.shell.open("jobs")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 14
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.heroBadge
                    filled: true
                    glyph: Icons.people
                    hint: screen.tight ? "" : qsTr("银龄 · 妈妈 · 助残 · 零工")
                    objectName: "tile.groups"
                    stacked: !screen.single
                    text: qsTr("按人群找")
                    tint: Theme.accent
                    titleEm: screen.heroEm

                    onClicked: screen.shell.open("groups")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.landscape ? screen.smallBadge : 26
                    glyph: Icons.policy
                    hint: screen.tight ? "" : qsTr("补贴 · 社保 · 消费")
                    objectName: "tile.policies"
                    stacked: !screen.single
                    text: qsTr("政策与补贴")
                    tint: Theme.senior

                    onClicked: screen.shell.open("policies")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.landscape ? screen.smallBadge : 26
                    glyph: Icons.training
                    hint: screen.tight ? "" : qsTr("夜校 · 周末课 · 微招聘")
                    objectName: "tile.activities"
                    stacked: !screen.single
                    text: qsTr("培训招聘会")
                    tint: Theme.publicWelfare

                    onClicked: screen.shell.open("activities")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.landscape ? screen.smallBadge : 26
                    glyph: Icons.rights
                    hint: screen.tight ? "" : qsTr("工资被拖欠找谁")
                    objectName: "tile.directory"
                    stacked: !screen.single
                    text: qsTr("维权与机构")
                    tint: Theme.caring

                    onClicked: screen.shell.open("directory")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.landscape ? screen.smallBadge : 26
                    edge: Theme.primary
                    glyph: Icons.phone
                    ground: Theme.primaryWash
                    hint: screen.tight ? "" : qsTr("就业社保，有事就打")
                    objectName: "tile.hotline"
                    stacked: !screen.single
                    text: screen.shell.hotline
                    tint: Theme.primary
                    titleEm: screen.tight || screen.landscape ? 15 : 20

                    onClicked: screen.shell.open("directory")
                }
            }
        }
    }
}
