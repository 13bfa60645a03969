import QtQuick
import Kiosk.Theme

// A button with words: filled (primary) or outlined.
Touchable {
    id: button

    property string glyph: ""
    property bool filled: false
    property color tint: Theme.primary

    edge: tint
    ground: filled ? tint : Theme.card
    implicitHeight: Math.max(Theme.primaryTarget, implicitContentHeight + topPadding + bottomPadding)
    opacity: enabled ? 1 : 0.45

    contentItem: Item {
        implicitHeight: row.implicitHeight
        implicitWidth: row.implicitWidth

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: words.color
                path: button.glyph
                size: Theme.em(10)
                visible: button.glyph !== ""
            }

            Words {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                color: button.filled ? Theme.onDark : button.tint
                em: Theme.emBody
                font.bold: true
                text: button.text
                wrapMode: Text.NoWrap
            }
        }
    }
}
