import QtQuick
import Kiosk.Theme

// A code to scan: whole pixels a module, dark on light, its quiet zone inside the picture.
Rectangle {
    id: code

    property string source: ""
    property int modules: 0
    property real codeMm: 60
    readonly property int quiet: 4
    readonly property int step: modules > 0 ? Math.ceil(Theme.mm(codeMm) / (modules - 2 * quiet)) : 1

    Accessible.name: qsTr("二维码，用手机扫")
    Accessible.role: Accessible.Graphic
    color: "white"
    implicitHeight: Math.max(1, modules * step)
    implicitWidth: Math.max(1, modules * step)

    Image {
        anchors.fill: parent
        cache: false
        fillMode: Image.Stretch
        objectName: "qr.image"
        smooth: false
        source: code.source
    }
}
