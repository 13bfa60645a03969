import QtQuick
import Kiosk.Theme

// A number to note down, large, with what it is for.
Rectangle {
    id: card

    property string label: qsTr("编号")
    property string number: ""
    property string words: ""
    property string hint: ""

    border.color: Theme.primary
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: kept.implicitHeight + Theme.mm(10)
    radius: Theme.corner

    Column {
        id: kept

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(8)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(8)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(2)

        Words {
            color: Theme.secondary
            em: Theme.emBody
            text: card.label
            width: parent.width
        }

        Words {
            color: Theme.primary
            em: 22
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            lineHeight: 0.9
            objectName: "number"
            text: card.number
            width: parent.width
            wrapMode: Text.NoWrap
        }

        Words {
            em: Theme.emBody
            objectName: "number.words"
            text: card.words
            visible: text !== ""
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: card.hint
            visible: text !== ""
            width: parent.width
        }
    }
}
