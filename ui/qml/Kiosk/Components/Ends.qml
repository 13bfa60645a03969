import QtQuick
import Kiosk.Theme

// Two things at the two ends of a line; the second goes below where they do not fit.
Item {
    id: ends

    required property Item first
    required property Item last
    property bool lastShown: true
    readonly property bool together: !lastShown || first.implicitWidth + last.implicitWidth + Theme.gap <= width

    children: [first, last]
    implicitHeight: !lastShown ? first.implicitHeight : together ? Math.max(first.implicitHeight, last.implicitHeight) : first.implicitHeight + Theme.mm(1) + last.implicitHeight

    Binding {
        property: "y"
        target: ends.first
        value: ends.together ? ends.height - ends.first.height : 0
    }

    Binding {
        property: "visible"
        target: ends.last
        value: ends.lastShown
    }

    Binding {
        property: "x"
        target: ends.last
        value: ends.together ? ends.width - ends.last.width : 0
    }

    Binding {
        property: "y"
        target: ends.last
        value: ends.height - ends.last.height
    }
}
