import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// A long page: swipe it, or turn it by button.
ColumnLayout {
    id: page

    default property alias content: body.data
    property real bodyWidth: width
    readonly property alias room: flick.height

    function toTop() {
        flick.contentY = 0;
    }

    spacing: Theme.gap

    Flickable {
        id: flick

        Layout.fillHeight: true
        Layout.fillWidth: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: body.height
        contentWidth: width
        objectName: "page"

        Column {
            id: body

            spacing: Theme.gap
            width: Math.min(page.bodyWidth, flick.width)
        }
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.gap
        visible: flick.contentHeight > flick.height + 1

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            enabled: !flick.atYBeginning
            objectName: "page.up"
            text: qsTr("往上看")

            onClicked: flick.contentY = Math.max(0, flick.contentY - flick.height * 0.85)
        }

        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            enabled: !flick.atYEnd
            glyph: Icons.chevronDown
            objectName: "page.down"
            text: qsTr("往下看")

            onClicked: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + flick.height * 0.85)
        }
    }
}
