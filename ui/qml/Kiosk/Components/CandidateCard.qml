import QtQuick
import Kiosk.Theme

// A job that a résumé may go to: one tap chooses it, another one does not.
Touchable {
    id: card

    property string jobId: ""
    property string title: ""
    property string employer: ""
    property string pay: ""
    property bool chosen: false
    property bool sent: false

    Accessible.checkable: true
    Accessible.checked: chosen || sent
    Accessible.name: [title, employer, pay, sent ? qsTr("已投") : ""].filter(said => said !== "").join("，")
    edge: chosen ? Theme.primary : Theme.border
    enabled: !sent
    ground: chosen || sent ? Theme.primaryWash : Theme.card
    objectName: "candidate." + jobId

    contentItem: Item {
        implicitHeight: Math.max(words.implicitHeight, box.height)

        Rectangle {
            id: box

            anchors.verticalCenter: parent.verticalCenter
            border.color: Theme.primary
            border.width: Theme.edge
            color: card.chosen || card.sent ? Theme.primary : Theme.card
            height: Theme.em(11)
            radius: Theme.mm(2)
            width: height
            x: Theme.mm(3)

            Icon {
                anchors.centerIn: parent
                color: Theme.onDark
                glyph: Icons.check
                size: Theme.em(9)
                visible: card.chosen || card.sent
            }
        }

        Column {
            id: words

            anchors.left: box.right
            anchors.leftMargin: Theme.mm(5)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter

            Words {
                em: Theme.emBody
                font.bold: true
                text: card.title
                width: parent.width
            }

            Words {
                color: Theme.accent
                em: Theme.emBody
                font.bold: true
                text: card.pay
                width: parent.width
            }

            Words {
                color: Theme.secondary
                em: Theme.emSmall
                text: card.sent ? qsTr("已投 · %1").arg(card.employer) : card.employer
                width: parent.width
            }
        }
    }
}
