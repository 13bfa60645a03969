import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Paper of what is opened: one button that says what a tap does now.
ActionButton {
    id: button

    required property PrintingModel printing
    property string first: qsTr("打印")
    readonly property var words: ({
            "ready": first,
            "no_more": first,
            "busy": qsTr("正在打印"),
            "printed": qsTr("再打一张"),
            "failed": qsTr("再试一次"),
            "doubtful": qsTr("没出来，再打")
        })

    enabled: printing.enabled
    glyph: Icons.printer
    text: words[printing.stage]
    visible: printing.offered

    onClicked: printing.order()
}
