import QtQuick
import Kiosk.Theme

// A kind of post: own colour, own icon, own word.
Rectangle {
    id: tag

    required property string code
    required property string label

    color: Theme.tagColor(code)
    height: words.implicitHeight + Theme.mm(1)
    radius: Theme.mm(1.6)
    width: row.width + Theme.mm(5)

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm(1.4)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.onDark
            glyph: Theme.tagIcon(tag.code)
            size: Theme.em(6)
        }

        Words {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.onDark
            em: Theme.emFine
            font.bold: true
            text: tag.label
            wrapMode: Text.NoWrap
        }
    }
}
