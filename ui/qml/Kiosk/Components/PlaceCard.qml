import QtQuick
import Kiosk.Theme

// A hotline or an office: the number is what a person came for.
Rectangle {
    id: card

    property string name: ""
    property string phone: ""
    property string services: ""
    property string address: ""
    property string hours: ""
    property string walk: ""
    property bool hotline: false

    Accessible.name: [name, phone, services, address, hours, walk].filter(part => part !== "").join("，")
    Accessible.role: Accessible.StaticText
    border.color: Theme.border
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: column.implicitHeight + 2 * Theme.mm(6)
    radius: Theme.corner

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(7)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(7)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(1.2)

        Ends {
            lastShown: card.walk !== ""
            width: parent.width

            first: Words {
                color: Theme.primary
                em: card.hotline ? 18 : 13
                font.bold: true
                lineHeight: 0.85
                elide: Text.ElideRight
                text: card.phone
                visible: text !== ""
                width: Math.min(implicitWidth, column.width)
                wrapMode: Text.NoWrap
            }
            last: WalkWords {
                text: card.walk
            }
        }

        Words {
            em: card.hotline ? Theme.emSmall : Theme.emBody
            font.bold: true
            lineHeight: 0.92
            text: card.name
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: card.services
            visible: text !== ""
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: [card.address, card.hours].filter(part => part !== "").join(" · ")
            visible: !card.hotline
            width: parent.width
        }
    }
}
