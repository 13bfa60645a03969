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
    readonly property bool brief: tight || Theme.dense
    readonly property real titleEm: !tight ? 14 : landscape ? 11 : 12
    readonly property real heroEm: landscape ? tight ? 12 : 16 : single ? 13 : brief ? 16 : 18
    readonly property real badge: landscape ? smallBadge : single ? 18 : brief ? 20 : 26
    readonly property real heroBadge: landscape ? smallBadge : single ? 20 : brief ? 26 : 34
    readonly property real tilePadding: single ? 3 : tight ? 4 : 6

    onVisibleChanged: if (visible)
        page.toTop()

    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.mm(4)

        Flow {
            Layout.fillWidth: true
            spacing: Theme.mm(5)
            visible: !screen.brief

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
                columnSpacing: Theme.mm(screen.brief ? 4 : 5)
                columns: screen.single ? 1 : !screen.landscape ? 2 : Math.max(2, Math.min(4, Math.floor(width / (Theme.em(5 * screen.titleEm) + Theme.mm(14)))))
                rowSpacing: Theme.mm(screen.brief ? 4 : 5)
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
                    hint: screen.brief ? "" : screen.shell.home.nearbyWords
                    objectName: "tile.jobs"
                    paddingMm: screen.tilePadding
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
                    hint: screen.brief ? "" : qsTr("银龄 · 妈妈 · 零工")
                    objectName: "tile.groups"
                    paddingMm: screen.tilePadding
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
                    badgeMm: screen.badge
                    glyph: Icons.resume
                    hint: screen.brief ? "" : qsTr("拍照、传文件都行")
                    objectName: "tile.resume"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: qsTr("我的简历")
                    tint: Theme.disability
                    titleEm: screen.titleEm

                    onClicked: screen.shell.openResume()
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.badge
                    glyph: Icons.policy
                    hint: screen.brief ? "" : qsTr("补贴 · 社保 · 消费")
                    objectName: "tile.policies"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: qsTr("政策与补贴")
                    tint: Theme.senior
                    titleEm: screen.titleEm

                    onClicked: screen.shell.open("policies")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.badge
                    glyph: Icons.training
                    hint: screen.brief ? "" : qsTr("夜校 · 周末课 · 微招聘")
                    objectName: "tile.activities"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: qsTr("培训招聘会")
                    tint: Theme.publicWelfare
                    titleEm: screen.titleEm

                    onClicked: screen.shell.open("activities")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.badge
                    glyph: Icons.rights
                    hint: screen.brief ? "" : qsTr("工资被拖欠找谁")
                    objectName: "tile.directory"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: qsTr("维权与机构")
                    tint: Theme.caring
                    titleEm: screen.titleEm

                    onClicked: screen.shell.open("directory")
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.badge
                    glyph: Icons.hire
                    hint: screen.brief ? "" : qsTr("小店也能发，不收费")
                    objectName: "tile.hire"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: qsTr("我要招人")
                    tint: Theme.remote
                    titleEm: screen.titleEm

                    onClicked: screen.shell.openVacancy()
                }

                Tile {
                    Layout.fillHeight: true
                    Layout.fillWidth: true
                    Layout.preferredHeight: 9
                    Layout.minimumHeight: implicitHeight
                    badgeMm: screen.badge
                    edge: Theme.primary
                    glyph: Icons.phone
                    ground: Theme.primaryWash
                    hint: screen.brief ? "" : qsTr("就业社保，有事就打")
                    objectName: "tile.hotline"
                    paddingMm: screen.tilePadding
                    stacked: !screen.single
                    text: screen.shell.hotline
                    tint: Theme.primary
                    titleEm: screen.brief || screen.landscape ? screen.titleEm + 1 : 20

                    onClicked: screen.shell.open("directory")
                }
            }
        }
    }
}
