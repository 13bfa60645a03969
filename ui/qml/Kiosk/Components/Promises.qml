pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// What a person is told before anything is left, one short sentence a line.
Rectangle {
    id: box

    property var sentences: []
    property real em: Theme.emBody

    border.color: Theme.border
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: lines.implicitHeight + Theme.mm(12)
    radius: Theme.corner

    Column {
        id: lines

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(8)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(8)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(3)

        Repeater {
            model: box.sentences

            Row {
                id: line

                required property string modelData

                spacing: Theme.mm(4)
                width: lines.width

                Icon {
                    id: tick

                    color: Theme.primary
                    glyph: Icons.check
                    size: Theme.em(box.em)
                }

                Words {
                    em: box.em
                    text: line.modelData
                    width: line.width - tick.width - line.spacing
                }
            }
        }
    }
}
