import QtQuick
import Kiosk.Theme

// One document of the list: what it is, what it says, which paper it is.
Touchable {
    id: card

    property string policyId: ""
    property string title: ""
    property string summary: ""
    property string meta: ""
    property bool gauge: false
    readonly property real room: gauge ? Infinity : height - topPadding

    Accessible.name: [title, summary, meta].join("，")
    padding: Theme.mm(6)

    ListView.onPooled: visible = false
    ListView.onReused: visible = true

    contentItem: Item {
        clip: column.height > card.room
        implicitHeight: column.implicitHeight

        Icon {
            id: icon

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.primary
            glyph: Icons.chevronRight
            size: Theme.mm(12)
        }

        Column {
            id: column

            anchors.left: parent.left
            anchors.right: icon.left
            anchors.rightMargin: Theme.mm(4)
            y: Math.max(0, (parent.height - height) / 2)
            spacing: Theme.mm(1.6)

            Words {
                elide: Text.ElideRight
                em: Theme.emBody
                font.bold: true
                lineHeight: 0.92
                maximumLineCount: 3
                text: card.title
                width: parent.width
            }

            Words {
                elide: Text.ElideRight
                em: Theme.emSmall
                maximumLineCount: 3
                opacity: y + height <= card.room ? 1 : 0
                text: card.summary
                visible: text !== ""
                width: parent.width
            }

            Words {
                color: Theme.secondary
                elide: Text.ElideRight
                em: Theme.emFine
                maximumLineCount: 3
                opacity: y + height <= card.room ? 1 : 0
                text: card.meta
                visible: text !== ""
                width: parent.width
            }
        }
    }
}
