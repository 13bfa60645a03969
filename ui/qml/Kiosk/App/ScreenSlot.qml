import QtQuick
import Kiosk.ViewModels

// One screen's place: made once, in the quiet after the first frame or when it is first wanted.
Loader {
    required property Shell shell
    required property string name
    required property bool warm
    readonly property bool current: shell.screen === name

    active: warm || current
    anchors.fill: parent
    asynchronous: !current
    visible: current
}
