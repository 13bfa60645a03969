import QtQuick
import Kiosk.Theme

// Pay with its unit, the largest thing on a card; words instead of a figure may be any length.
Row {
    id: words

    property string pay: ""
    property string unit: ""
    property real em: Theme.emPay
    property real widest: Infinity
    property bool whole: false

    spacing: Theme.mm(1.6)

    Words {
        id: figure

        color: Theme.accent
        em: words.em
        font.bold: true
        font.features: {
            "tnum": 1
        }
        elide: words.whole ? Text.ElideNone : Text.ElideRight
        lineHeight: words.whole ? 0.95 : 0.8
        text: words.pay
        width: Math.min(implicitWidth, words.widest - (words.unit === "" ? 0 : unitWords.implicitWidth + words.spacing))
        wrapMode: words.whole ? Text.Wrap : Text.NoWrap
    }

    Words {
        id: unitWords

        anchors.baseline: figure.baseline
        color: Theme.accent
        em: words.em * 0.55
        font.bold: true
        lineHeight: 0.85
        text: words.unit
        wrapMode: Text.NoWrap
    }
}
