import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// How fresh the screen is, and the sentence that protects people: calm, always there.
Flow {
    id: status

    required property Shell shell
    property color color: Theme.secondary
    property bool brief: false

    spacing: Theme.mm(6)

    Row {
        spacing: Theme.mm(2)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: status.color
            glyph: status.shell.status.doubtful ? Icons.clock : status.shell.status.offline ? Icons.offlineCloud : Icons.check
            size: Theme.em(6)
        }

        Words {
            color: status.color
            em: Theme.emFine
            objectName: "status.asOf"
            text: status.shell.status.asOf
            wrapMode: Text.NoWrap
        }
    }

    Words {
        color: status.color
        em: Theme.emFine
        text: qsTr("求职不交押金、不交培训费")
        visible: !status.brief
        wrapMode: Text.NoWrap
    }
}
