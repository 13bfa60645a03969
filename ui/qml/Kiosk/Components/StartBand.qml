import QtQuick
import Kiosk.Theme

// The one thing to do on the attract screen.
Rectangle {
    color: Theme.sun
    implicitHeight: Theme.mm(44)
    radius: Theme.corner * 1.5

    Words {
        anchors.centerIn: parent
        em: Theme.tight ? 12 : 17
        font.bold: true
        text: qsTr("点一下屏幕，开始找")
        wrapMode: Text.NoWrap
    }
}
