import QtQuick
import QtQuick.Templates as T
import Kiosk.Theme

// What can be touched: at least 20 mm, pressed look at once, acts on release, ring on focus.
T.AbstractButton {
    id: control

    property color ground: Theme.card
    property color edge: Theme.border
    property real edgeWidth: Theme.edge
    property real corner: Theme.corner

    Accessible.name: text
    Accessible.role: Accessible.Button
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    padding: Theme.mm(4)

    background: Rectangle {
        border.color: control.visualFocus ? Theme.ink : control.edge
        border.width: control.visualFocus ? Theme.focusRing : control.edgeWidth
        color: control.down ? Qt.darker(control.ground, 1.14) : control.ground
        radius: control.corner
    }
}
