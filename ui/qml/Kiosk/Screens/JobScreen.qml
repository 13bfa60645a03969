pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// One job: pay, walk, number to call, then every fact the law wants and a person asks for.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property bool twoColumns: landscape && !Theme.tight
    readonly property JobModel job: shell.job
    readonly property bool reported: shell.report.stage === "thanked"
    readonly property bool reportable: shell.report.stage !== "refused"

    onVisibleChanged: if (visible)
        page.toTop()

    Connections {
        function onChanged() {
            if (printWords.visible)
                Qt.callLater(page.reveal, printWords);
        }

        target: screen.shell.printing
    }

    EmptyList {
        advice: qsTr("可能已经招满或者到期了。回到列表看看别的。")
        anchors.fill: parent
        headline: qsTr("这个岗位已经撤下")
        visible: !screen.job.found
    }

    ColumnLayout {
        anchors.bottomMargin: Theme.mm(4)
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.mm(4)
        visible: screen.job.found

        ScrollPage {
            id: page

            Layout.fillHeight: true
            Layout.fillWidth: true
            sideways: screen.landscape

            GridLayout {
                columnSpacing: Theme.mm(8)
                columns: screen.twoColumns ? 2 : 1
                rowSpacing: Theme.mm(4)
                width: parent.width

                ColumnLayout {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    Layout.preferredWidth: screen.twoColumns ? 9 : -1
                    spacing: Theme.mm(3)

                    Flow {
                        Layout.fillWidth: true
                        spacing: Theme.mm(2.4)
                        visible: screen.job.tags.length > 0

                        Repeater {
                            model: screen.job.tags

                            Tag {
                                required property var modelData

                                code: modelData.code
                                label: modelData.label
                            }
                        }
                    }

                    Words {
                        Layout.fillWidth: true
                        em: Theme.emTitle
                        font.bold: true
                        lineHeight: 0.92
                        objectName: "job.title"
                        text: screen.job.title
                    }

                    Ends {
                        id: payRow

                        Layout.fillWidth: true
                        lastShown: screen.job.form !== ""

                        first: PayWords {
                            em: unit !== "" || pay.length < 10 ? 19 : Theme.emBody
                            pay: screen.job.pay
                            unit: screen.job.payUnit
                            whole: em === Theme.emBody
                            widest: payRow.width
                        }
                        last: Words {
                            em: Theme.emBody
                            text: screen.job.form
                            width: Math.min(implicitWidth, payRow.width)
                        }
                    }

                    Rectangle {
                        Layout.fillWidth: true
                        color: Theme.primaryWash
                        implicitHeight: where.implicitHeight + Theme.mm(8)
                        radius: Theme.corner

                        Column {
                            id: where

                            anchors.left: parent.left
                            anchors.leftMargin: Theme.mm(6)
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.mm(6)
                            anchors.verticalCenter: parent.verticalCenter

                            WalkWords {
                                em: 11
                                text: screen.job.walk
                            }

                            Words {
                                em: Theme.emBody
                                text: screen.job.address
                                visible: text !== ""
                                width: parent.width
                            }
                        }
                    }

                    CallBox {
                        Layout.fillWidth: true
                        phone: screen.job.phone
                        reason: screen.shell.status.callFirstReason
                        unsure: screen.shell.status.callFirst
                        whose: screen.job.phoneOwner
                    }

                    GridLayout {
                        id: actions

                        readonly property bool beside: printButton.implicitWidth + applyButton.implicitWidth + columnSpacing <= width

                        Layout.fillHeight: false
                        Layout.fillWidth: true
                        columnSpacing: Theme.gap
                        columns: beside ? 2 : 1
                        rowSpacing: Theme.gap

                        PrintButton {
                            id: printButton

                            Layout.fillWidth: true
                            first: qsTr("打印岗位单")
                            objectName: "job.print"
                            printing: screen.shell.printing
                            visible: printing.offered && !screen.shell.status.callFirst
                        }

                        ActionButton {
                            id: applyButton

                            Layout.fillWidth: true
                            enabled: !screen.shell.apply.openedSent
                            filled: enabled
                            glyph: enabled ? Icons.resume : Icons.check
                            objectName: "job.apply"
                            text: enabled ? qsTr("投简历") : qsTr("已投 %1").arg(screen.shell.apply.reference)
                            visible: !screen.shell.status.callFirst

                            onClicked: screen.shell.openApply()
                        }
                    }

                    PrintWords {
                        id: printWords

                        Layout.fillWidth: true
                        printing: screen.shell.printing
                        visible: printing.words !== "" && printButton.visible
                    }

                    Rectangle {
                        Layout.fillWidth: true
                        color: Theme.accentWash
                        implicitHeight: advice.implicitHeight + Theme.mm(6)
                        radius: Theme.corner

                        Words {
                            id: advice

                            anchors.left: parent.left
                            anchors.leftMargin: Theme.mm(6)
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.mm(6)
                            anchors.verticalCenter: parent.verticalCenter
                            em: Theme.emSmall
                            text: qsTr("求职不交押金、不交培训费。遇到收费，请打 12333。")
                        }
                    }

                    ActionButton {
                        Layout.fillWidth: true
                        glyph: screen.reported ? Icons.check : Icons.flag
                        objectName: "job.report"
                        text: screen.reported ? qsTr("已报告 %1").arg(screen.shell.report.reference) : qsTr("报告问题")
                        tint: Theme.secondary
                        visible: screen.reportable

                        onClicked: screen.shell.openReport()
                    }

                    Words {
                        Layout.fillWidth: true
                        color: Theme.secondary
                        em: Theme.emSmall
                        objectName: "job.noReport"
                        text: qsTr("这里暂时不能报告问题，请打 %1。").arg(screen.shell.hotline)
                        visible: !screen.reportable
                    }
                }

                ColumnLayout {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    Layout.preferredWidth: screen.twoColumns ? 11 : -1
                    spacing: Theme.mm(4)

                    FactTable {
                        Layout.fillWidth: true
                        facts: screen.job.facts
                    }

                    TakeAlong {
                        Layout.fillWidth: true
                        modules: screen.job.takeAlongModules
                        objectName: "job.takeAlong"
                        source: screen.job.takeAlong
                        words: qsTr("手机上再看，也能发给家里人。")
                    }
                }
            }
        }
    }
}
