import QtQuick
import Kiosk.Theme

// What cannot be done here can be said on the telephone: the number, large.
Rectangle {
    id: box

    property string words: ""
    property string number: ""

    border.color: Theme.primary
    border.width: Theme.edge
    color: Theme.primaryWash
    implicitHeight: column.implicitHeight + Theme.mm(10)
    radius: Theme.corner

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(8)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(8)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            em: Theme.emBody
            text: box.words
            width: parent.width
        }

        Row {
            id: row

            spacing: Theme.mm(4)
            width: parent.width

            Icon {
                id: handset

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.primary
                glyph: Icons.phone
                size: Theme.em(18)
            }

            Words {
                color: Theme.primary
                em: 22
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                lineHeight: 0.9
                objectName: "call.number"
                text: box.number
                width: row.width - handset.width - row.spacing
                wrapMode: Text.NoWrap
            }
        }
    }
}
