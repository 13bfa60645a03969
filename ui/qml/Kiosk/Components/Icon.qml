import QtQuick
import Kiosk.Theme

// One solid drawing, a glyph of the icon font that fills its em.
Text {
    property string glyph: ""
    property real size: Theme.mm(9)

    Accessible.ignored: true
    color: Theme.ink
    font.family: "Kiosk Icons"
    font.pixelSize: Math.max(1, size)
    height: size
    horizontalAlignment: Text.AlignHCenter
    text: glyph
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    width: size
}
