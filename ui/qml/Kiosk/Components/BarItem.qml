import QtQuick
import Kiosk.Theme

// One service of the bottom bar: icon over word.
Touchable {
    id: item

    property string glyph: ""
    property bool strong: false

    edgeWidth: 0
    ground: strong ? Theme.ink : Theme.card
    padding: Theme.mm(1.5)

    contentItem: Column {
        spacing: Theme.mm(0.6)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: item.strong ? Theme.onDark : Theme.ink
            glyph: item.glyph
            size: Theme.mm(10)
        }

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            color: item.strong ? Theme.onDark : Theme.ink
            em: Theme.emFine
            lineHeight: 0.9
            text: item.text
            wrapMode: Text.NoWrap
        }
    }
}
