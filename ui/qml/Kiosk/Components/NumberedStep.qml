import QtQuick
import Kiosk.Theme

// One of a few steps: its number, what to do, and a word of help.
Rectangle {
    id: step

    property int number: 1
    property string text: ""
    property string hint: ""
    property bool current: false
    property bool done: false

    Accessible.name: [text, hint].filter(said => said !== "").join("，")
    Accessible.role: Accessible.StaticText
    border.color: current ? Theme.primary : Theme.border
    border.width: Theme.edge
    color: current ? Theme.primaryWash : Theme.card
    implicitHeight: row.implicitHeight + Theme.mm(6)
    radius: Theme.corner

    Row {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(5)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(4)

        Rectangle {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            color: step.current || step.done ? Theme.primary : Theme.primaryWash
            height: Theme.em(13)
            radius: height / 2
            width: height

            Words {
                anchors.centerIn: parent
                color: step.current || step.done ? Theme.onDark : Theme.primary
                em: Theme.emBody
                font.bold: true
                lineHeight: 0.9
                text: step.number
                visible: !step.done
            }

            Icon {
                anchors.centerIn: parent
                color: Theme.onDark
                glyph: Icons.check
                size: Theme.em(9)
                visible: step.done
            }
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: row.width - badge.width - row.spacing

            Words {
                em: Theme.emBody
                font.bold: true
                text: step.text
                width: parent.width
            }

            Words {
                color: Theme.secondary
                em: Theme.emSmall
                text: step.hint
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
