import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// What became of the paper, beside the button that asked for it.
Rectangle {
    id: box

    required property PrintingModel printing
    readonly property bool well: printing.stage === "printed" || printing.stage === "busy"

    color: well ? Theme.primaryWash : Theme.accentWash
    implicitHeight: said.implicitHeight + Theme.mm(6)
    radius: Theme.corner
    visible: printing.words !== ""

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        color: box.well ? Theme.primary : Theme.accent
        glyph: box.printing.stage === "printed" ? Icons.check : box.well ? Icons.printer : Icons.alert
        size: Theme.em(10)
    }

    Words {
        id: said

        anchors.left: sign.right
        anchors.leftMargin: Theme.mm(4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(5)
        anchors.verticalCenter: parent.verticalCenter
        em: Theme.emBody
        objectName: "print.words"
        text: box.printing.words
    }
}
