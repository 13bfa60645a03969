import QtQuick
import Kiosk.Theme

// Pay with its unit, the largest thing on a card.
Row {
    id: words

    property string pay: ""
    property string unit: ""
    property real em: Theme.emPay

    spacing: Theme.mm(1.6)

    Words {
        id: figure

        color: Theme.accent
        em: words.em
        font.bold: true
        font.features: {
            "tnum": 1
        }
        lineHeight: 0.8
        text: words.pay
        wrapMode: Text.NoWrap
    }

    Words {
        anchors.baseline: figure.baseline
        color: Theme.accent
        em: words.em * 0.55
        font.bold: true
        lineHeight: 0.85
        text: words.unit
        wrapMode: Text.NoWrap
    }
}
