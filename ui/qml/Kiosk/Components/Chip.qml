import QtQuick
import Kiosk.Theme

// A filter or tab: pill, filled when chosen, with an icon so that colour is never alone.
Touchable {
    id: chip

    property string glyph: ""
    property bool chosen: false
    property color fill: Theme.primary

    Accessible.checkable: true
    Accessible.checked: chosen
    corner: height / 2
    edge: chosen ? fill : Theme.border
    ground: chosen ? fill : Theme.card
    leftPadding: Theme.mm(7)
    rightPadding: Theme.mm(7)
    topPadding: Theme.mm(2)
    bottomPadding: Theme.mm(2)

    contentItem: Item {
        implicitHeight: row.implicitHeight
        implicitWidth: row.implicitWidth

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: chip.chosen ? Theme.onDark : Theme.ink
                glyph: chip.glyph
                size: Theme.em(8)
                visible: chip.glyph !== ""
            }

            Words {
                anchors.verticalCenter: parent.verticalCenter
                color: chip.chosen ? Theme.onDark : Theme.ink
                em: Theme.emBody
                font.bold: chip.chosen
                text: chip.text
                wrapMode: Text.NoWrap
            }
        }
    }
}
