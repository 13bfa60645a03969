pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Name and words, a line each; what the source did not say is said to be unsaid.
Rectangle {
    id: table

    required property var facts
    readonly property bool stacked: width < Theme.em(200)
    readonly property real nameWidth: Theme.em(Theme.emSmall * 4.6)

    border.color: Theme.border
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: column.height + Theme.mm(6)
    radius: Theme.corner

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - Theme.mm(14)

        Repeater {
            model: table.facts

            Item {
                id: fact

                required property int index
                required property string name
                required property string words
                required property bool stated

                implicitHeight: value.y + value.height + Theme.mm(2.4)
                width: column.width

                Rectangle {
                    color: Theme.hairline
                    height: Theme.line
                    visible: fact.index > 0
                    width: parent.width
                }

                Words {
                    id: label

                    color: Theme.secondary
                    em: Theme.emSmall
                    text: fact.name
                    y: Theme.mm(2.4)
                }

                Words {
                    id: value

                    color: fact.stated ? Theme.ink : Theme.secondary
                    em: Theme.emBody
                    text: fact.words
                    width: parent.width - x
                    x: table.stacked ? 0 : table.nameWidth
                    y: table.stacked ? label.y + label.height : Theme.mm(2)
                }
            }
        }
    }
}
