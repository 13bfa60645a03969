import QtQuick
import Kiosk.Theme

// How far: 步行约 N 分钟, with a walking figure where it is a walk.
Row {
    id: walk

    property string text: ""
    property bool near: true
    property color color: Theme.primary
    property real em: 9.4

    spacing: Theme.mm(1.6)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: walk.color
        glyph: walk.near ? Icons.walk : Icons.map
        size: Theme.em(walk.em)
    }

    Words {
        anchors.verticalCenter: parent.verticalCenter
        color: walk.color
        em: walk.em
        font.bold: true
        lineHeight: 0.9
        text: walk.text
        wrapMode: Text.NoWrap
    }
}
