import QtQuick
import Kiosk.Theme

// Never a dead end: what happened, and what to do about it.
Item {
    id: empty

    property string headline: ""
    property string advice: ""
    default property alias actions: actions.data

    Column {
        anchors.centerIn: parent
        spacing: Theme.mm(5)
        width: parent.width

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.primary
            glyph: Icons.search
            size: Theme.mm(26)
        }

        Words {
            em: Theme.emHeading
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            text: empty.headline
            width: parent.width
        }

        Words {
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
            text: empty.advice
            visible: text !== ""
            width: parent.width
        }

        Flow {
            id: actions

            readonly property real wanted: {
                let total = 0;
                for (let i = 0; i < children.length; ++i) {
                    if (children[i].visible)
                        total += children[i].width + spacing;
                }
                return total;
            }

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap
            width: Math.min(parent.width, wanted)
        }
    }
}
