pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Pay, walk, job, employer, hours, tags: in the order in which people look.
Touchable {
    id: card

    property string jobId: ""
    property string pay: ""
    property string payUnit: ""
    property string walk: ""
    property bool near: true
    property string title: ""
    property string employer: ""
    property string meta: ""
    property var tags: []
    property bool callFirst: false
    property bool gauge: false
    // Words that do not fit any more are left to the job's own page; a gauge asks how many might.
    readonly property real room: gauge ? Infinity : height - topPadding
    readonly property bool dense: Theme.dense

    Accessible.name: [pay + payUnit, walk, title, employer, meta, callFirst ? qsTr("请先打电话核实") : ""].filter(said => said !== "").join("，")
    bottomPadding: Theme.mm(dense ? 1.5 : 3)
    leftPadding: Theme.mm(7)
    rightPadding: Theme.mm(7)
    topPadding: Theme.mm(dense ? 1.5 : 3)

    ListView.onPooled: visible = false
    ListView.onReused: visible = true

    contentItem: Item {
        clip: column.height > card.room
        implicitHeight: column.implicitHeight

        Column {
            id: column

            y: Math.max(0, (parent.height - height) / 2)
            spacing: Theme.mm(card.dense ? 0.2 : 0.8)
            width: parent.width

            Ends {
                width: parent.width

                first: PayWords {
                    em: card.dense ? 14 : Theme.emPay
                    pay: card.pay
                    unit: card.payUnit
                    widest: column.width
                }
                last: WalkWords {
                    near: card.near
                    text: card.walk
                }
            }

            Words {
                elide: Text.ElideRight
                em: 11.4
                font.bold: true
                lineHeight: 0.92
                maximumLineCount: 2
                text: card.title
                width: parent.width
            }

            Item {
                height: Math.max(employerWords.implicitHeight, tagRow.implicitHeight)
                visible: !card.dense
                width: parent.width

                Words {
                    id: employerWords

                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.secondary
                    elide: Text.ElideRight
                    em: Theme.emSmall
                    text: card.employer
                    width: parent.width - tagRow.width - Theme.gap
                    wrapMode: Text.NoWrap
                }

                Row {
                    id: tagRow

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.mm(2.4)

                    Repeater {
                        model: card.tags

                        Tag {
                            required property var modelData

                            code: modelData.code
                            label: modelData.label
                        }
                    }
                }
            }

            CallFirst {
                visible: card.callFirst
            }

            Words {
                elide: Text.ElideRight
                em: Theme.emSmall
                maximumLineCount: card.room - y < 2 * Theme.em(em) * 1.4 ? 1 : 2
                opacity: y + height <= card.room ? 1 : 0
                text: card.meta
                visible: text !== "" && !(card.dense && card.callFirst)
                width: parent.width
            }
        }
    }
}
