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
    readonly property bool dense: Theme.textScale > 1.5

    Accessible.name: [pay + payUnit, walk, title, employer, meta].join("，")
    bottomPadding: Theme.mm(3)
    leftPadding: Theme.mm(7)
    rightPadding: Theme.mm(7)
    topPadding: Theme.mm(3)

    contentItem: Item {
        implicitHeight: column.implicitHeight

        Column {
            id: column

            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(0.8)
            width: parent.width

            Ends {
                width: parent.width

                first: PayWords {
                    pay: card.pay
                    unit: card.payUnit
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

            Words {
                color: Theme.secondary
                elide: Text.ElideRight
                em: Theme.emSmall
                maximumLineCount: 2
                text: card.employer
                visible: !card.dense
                width: parent.width
            }

            Ends {
                width: parent.width

                first: Words {
                    elide: Text.ElideRight
                    em: Theme.emSmall
                    maximumLineCount: 2
                    text: card.meta
                    width: Math.min(implicitWidth, column.width)
                }
                last: Row {
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
        }
    }
}
