import QtQuick
import Kiosk.Theme

// A large choice: the whole of it is the target. Icon beside the words, or above them (stacked).
Touchable {
    id: tile

    property string glyph: ""
    property string hint: ""
    property color tint: Theme.primary
    property bool filled: false
    property bool stacked: false
    property real titleEm: 14
    property real badgeMm: 26
    property real paddingMm: stacked ? 6 : 8
    readonly property color wordColor: filled ? Theme.onDark : Theme.ink

    Accessible.description: hint
    edge: filled ? tint : Theme.border
    ground: filled ? tint : Theme.card
    padding: Theme.mm(paddingMm)

    contentItem: Item {
        implicitHeight: tile.stacked ? badge.height + Theme.mm(4) + words.implicitHeight : Math.max(badge.height, words.implicitHeight)

        Rectangle {
            id: badge

            color: tile.filled ? "transparent" : tile.tint
            height: width
            radius: Theme.corner
            width: Theme.mm(tile.badgeMm)
            y: tile.stacked ? words.y - height - Theme.mm(4) : (parent.height - height) / 2

            Icon {
                anchors.centerIn: parent
                color: Theme.onDark
                glyph: tile.glyph
                size: badge.width * (tile.filled ? 1 : 0.68)
            }
        }

        Column {
            id: words

            spacing: Theme.mm(0.6)
            width: parent.width - x
            x: tile.stacked ? 0 : badge.width + Theme.mm(6)
            y: tile.stacked ? (parent.height - height + badge.height + Theme.mm(4)) / 2 : (parent.height - height) / 2

            Words {
                color: tile.wordColor
                em: tile.titleEm
                font.bold: true
                lineHeight: 0.9
                text: tile.text
                width: parent.width
            }

            Words {
                color: tile.filled ? Theme.onDark : Theme.secondary
                em: Theme.emSmall
                text: tile.hint
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
