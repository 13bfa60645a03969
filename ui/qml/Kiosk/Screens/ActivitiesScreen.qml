pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// 培训招聘会: what is on, soonest first, with whom to call.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height

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
            text: qsTr("培训招聘会")
        }

        ScrollPage {
            Layout.fillHeight: true
            Layout.fillWidth: true
            sideways: screen.landscape
            visible: screen.shell.activities.count > 0

            Grid {
                id: grid

                readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

                columnSpacing: Theme.mm(5)
                columns: Math.max(1, Math.floor(width / Theme.em(200)))
                rowSpacing: Theme.mm(5)
                width: parent.width

                Repeater {
                    model: screen.shell.activities.rows

                    ActivityCard {
                        required title
                        required kind
                        required day
                        required hours
                        required place
                        required description
                        required fee
                        required phone
                        required activityId

                        printing: screen.shell.printing
                        width: grid.cell

                        onPaper: screen.shell.printActivity(activityId)
                        onSignUp: screen.shell.openSignUp(activityId, title)
                    }
                }
            }
        }

        EmptyList {
            Layout.fillHeight: true
            Layout.fillWidth: true
            advice: screen.shell.status.updating ? qsTr("马上就好。着急可以先打 %1。").arg(screen.shell.hotline) : qsTr("过几天再来看看，或者打 %1 问。").arg(screen.shell.stationPhone)
            headline: screen.shell.status.updating ? screen.shell.status.asOf : qsTr("最近没有安排")
            visible: screen.shell.activities.count === 0
        }
    }
}
