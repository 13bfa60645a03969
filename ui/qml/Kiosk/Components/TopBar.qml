import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// Mark, station, clock, freshness: the same on every screen.
RowLayout {
    id: bar

    required property Shell shell
    property bool light: false
    property bool fresh: false

    spacing: Theme.mm(4)

    Image {
        Layout.preferredHeight: Theme.mm(17)
        Layout.preferredWidth: Theme.mm(26)
        fillMode: Image.PreserveAspectFit
        source: bar.light ? bar.shell.markLight : bar.shell.mark
        sourceSize.height: Theme.mm(17)
        Accessible.ignored: true
    }

    Column {
        Layout.fillWidth: true

        Words {
            color: bar.light ? Theme.onDark : Theme.ink
            em: Theme.emBody
            font.bold: true
            visible: !Theme.tight || bar.width > Theme.em(190)
            lineHeight: 0.88
            text: qsTr("社区微业 · 就业角")
            width: parent.width
        }

        Words {
            color: bar.light ? Theme.onDarkSoft : Theme.secondary
            em: Theme.emFine
            lineHeight: 0.92
            text: bar.shell.stationName
            width: parent.width
        }
    }

    StatusLine {
        Layout.preferredWidth: implicitWidth
        brief: true
        shell: bar.shell
        visible: bar.fresh
    }

    Column {
        Words {
            anchors.right: parent.right
            color: bar.light ? Theme.onDark : Theme.ink
            em: Theme.emHeading
            font.bold: true
            lineHeight: 0.85
            text: bar.shell.status.clock
            visible: text !== ""
            wrapMode: Text.NoWrap
        }

        Words {
            anchors.right: parent.right
            color: bar.light ? Theme.onDarkSoft : Theme.secondary
            em: Theme.emFine
            lineHeight: 0.92
            text: bar.shell.status.day
            visible: text !== "" && !Theme.tight
            wrapMode: Text.NoWrap
        }
    }
}
