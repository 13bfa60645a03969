import QtQuick
import Kiosk.Theme

// A button with words: filled (primary) or outlined; icon before the words or above them.
Touchable {
    id: button

    property string glyph: ""
    property bool filled: false
    property bool stacked: false
    property color tint: Theme.primary
    readonly property color inkColor: !enabled ? Theme.secondary : filled ? Theme.onDark : tint

    edge: enabled ? tint : Theme.hairline
    ground: filled ? tint : Theme.card
    implicitHeight: Math.max(Theme.primaryTarget, implicitContentHeight + topPadding + bottomPadding)

    contentItem: Item {
        implicitHeight: grid.implicitHeight
        implicitWidth: grid.implicitWidth

        Grid {
            id: grid

            anchors.centerIn: parent
            columnSpacing: Theme.mm(3)
            columns: button.stacked ? 1 : 2
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Icon {
                color: button.inkColor
                glyph: button.glyph
                size: Theme.em(10)
                visible: button.glyph !== ""
            }

            Words {
                color: button.inkColor
                em: Theme.emBody
                font.bold: true
                text: button.text
                wrapMode: Text.NoWrap
            }
        }
    }
}
