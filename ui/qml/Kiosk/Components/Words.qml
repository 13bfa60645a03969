import QtQuick
import Kiosk.Theme

// All text on the screen: plain, wrapped, sized in millimetres of em.
Text {
    property real em: Theme.emBody

    color: Theme.ink
    font.pixelSize: Theme.em(em)
    lineHeight: Theme.lineSpacing
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
}
