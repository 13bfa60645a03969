import QtQuick
import Kiosk.Theme

// 请先打电话核实: said wherever a post may have changed since the terminal last heard of it.
Row {
    id: advice

    property real em: Theme.emSmall

    spacing: Theme.mm(2)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.accent
        glyph: Icons.phone
        size: Theme.em(advice.em)
    }

    Words {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.accent
        em: advice.em
        font.bold: true
        text: qsTr("请先打电话核实")
        wrapMode: Text.NoWrap
    }
}
