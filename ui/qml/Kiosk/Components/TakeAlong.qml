import QtQuick
import Kiosk.Theme

// Take it along: a code that leads to the same on a phone.
Rectangle {
    id: box

    property string source: ""
    property int modules: 0
    property string words: ""

    border.color: Theme.border
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: Math.max(code.implicitHeight, said.implicitHeight) + Theme.mm(6)
    radius: Theme.corner
    visible: source !== ""

    QrCode {
        id: code

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(3)
        anchors.verticalCenter: parent.verticalCenter
        codeMm: 60
        modules: box.modules
        source: box.source
    }

    Column {
        id: said

        anchors.left: code.right
        anchors.leftMargin: Theme.mm(3)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(2)

        Words {
            em: Theme.emBody
            font.bold: true
            text: qsTr("扫码带走")
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: box.words
            width: parent.width
        }
    }
}
