import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// One solid path of a 24 x 24 drawing.
Shape {
    id: icon

    property alias path: drawing.path
    property color color: Theme.ink
    property real size: Theme.mm(9)

    antialiasing: true
    height: size
    width: size

    ShapePath {
        fillColor: icon.color
        fillRule: ShapePath.WindingFill
        scale: Qt.size(icon.size / 24, icon.size / 24)
        strokeColor: "transparent"
        strokeWidth: 0

        PathSvg {
            id: drawing
        }
    }
}
