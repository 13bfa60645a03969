pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Components
import Kiosk.Screens
import Kiosk.Theme
import Kiosk.ViewModels

// The window: attract over everything, else top bar, one screen, bottom bar.
Window {
    id: window

    required property Shell shell
    property bool warm: false
    readonly property bool attracting: shell.screen === "attract"
    // Lying, a screen has no line to spare: freshness stands in the top bar then.
    readonly property bool freshOnTop: width > height && shell.screen !== "home"

    color: Theme.paper
    title: qsTr("就业角")

    Binding {
        property: "pixelsPerMm"
        target: Theme
        value: Math.hypot(window.width, window.height) / window.shell.diagonalMm
    }

    Binding {
        property: "shortSideMm"
        target: Theme
        value: Math.min(window.width, window.height) / Theme.pixelsPerMm
    }

    Binding {
        property: "textScale"
        target: Theme
        value: window.shell.textScale
    }

    Item {
        anchors.fill: parent
        visible: !window.attracting

        TopBar {
            id: topBar

            anchors.left: parent.left
            anchors.margins: Theme.mm(6)
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.top: parent.top
            fresh: window.freshOnTop
            shell: window.shell
        }

        Item {
            anchors.bottom: statusLine.top
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: topBar.bottom
            anchors.topMargin: Theme.mm(4)

            ScreenSlot {
                name: "home"
                shell: window.shell
                sourceComponent: HomeScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "jobs"
                shell: window.shell
                sourceComponent: JobsScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "job"
                shell: window.shell
                sourceComponent: JobScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "report"
                shell: window.shell
                sourceComponent: ReportScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "phone"
                shell: window.shell
                sourceComponent: PhoneScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "apply"
                shell: window.shell
                sourceComponent: ApplyScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "callBack"
                shell: window.shell
                sourceComponent: CallBackScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "groups"
                shell: window.shell
                sourceComponent: GroupsScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "activities"
                shell: window.shell
                sourceComponent: ActivitiesScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "policies"
                shell: window.shell
                sourceComponent: PoliciesScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "policy"
                shell: window.shell
                sourceComponent: PolicyScreen {
                    shell: window.shell
                }
                warm: window.warm
            }

            ScreenSlot {
                name: "directory"
                shell: window.shell
                sourceComponent: DirectoryScreen {
                    shell: window.shell
                }
                warm: window.warm
            }
        }

        StatusLine {
            id: statusLine

            anchors.bottom: bottomBar.top
            anchors.bottomMargin: Theme.mm(1)
            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            brief: window.shell.screen !== "home"
            height: visible ? implicitHeight : 0
            shell: window.shell
            visible: !window.freshOnTop
        }

        BottomBar {
            id: bottomBar

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            shell: window.shell
        }
    }

    AttractScreen {
        anchors.fill: parent
        shell: window.shell
        visible: window.attracting
    }

    IdleWarning {
        shell: window.shell
    }
}
