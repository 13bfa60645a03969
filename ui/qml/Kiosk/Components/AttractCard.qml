import QtQuick
import Kiosk.Theme

// One live job on the attract screen: the pay is read from two metres.
Rectangle {
    id: card

    required property string pay
    required property string payUnit
    required property int minutes
    required property string title
    property bool callFirst: false

    color: Theme.paper
    implicitHeight: column.implicitHeight + Theme.mm(8)
    radius: Theme.corner * 1.5

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(Theme.tight ? 8 : 11)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(Theme.tight ? 8 : 11)
        anchors.verticalCenter: parent.verticalCenter

        Ends {
            width: parent.width

            first: PayWords {
                em: Theme.emAcrossRoom
                pay: card.pay
                unit: ""
                widest: column.width
            }
            last: Column {
                Words {
                    anchors.right: parent.right
                    color: Theme.accent
                    em: Theme.tight ? 9 : 13
                    font.bold: true
                    lineHeight: 0.9
                    text: card.payUnit
                    wrapMode: Text.NoWrap
                }

                WalkWords {
                    anchors.right: parent.right
                    em: Theme.tight ? 9 : 13
                    text: qsTr("约 %1 分钟").arg(card.minutes)
                }
            }
        }

        Item {
            implicitHeight: title.implicitHeight
            width: parent.width

            Words {
                id: title

                em: 14
                font.bold: true
                lineHeight: 0.9
                text: card.title
                width: parent.width - (card.callFirst ? advice.width + Theme.gap : 0)
            }

            CallFirst {
                id: advice

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                em: Theme.tight ? Theme.emFine : Theme.emSmall
                visible: card.callFirst
            }
        }
    }
}
