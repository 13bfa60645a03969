import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// How fresh the screen is, and the sentence that protects people: calm, always there.
Flow {
    id: status

    required property Shell shell

    spacing: Theme.mm(6)

    Row {
        spacing: Theme.mm(2)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.secondary
            glyph: status.shell.status.offline ? Icons.offlineCloud : Icons.check
            size: Theme.em(6)
        }

        Words {
            objectName: "status.asOf"
            color: Theme.secondary
            em: Theme.emFine
            text: status.shell.status.asOf
            wrapMode: Text.NoWrap
        }
    }

    Words {
        color: Theme.secondary
        em: Theme.emFine
        text: qsTr("求职不交押金、不交培训费")
        wrapMode: Text.NoWrap
    }
}
