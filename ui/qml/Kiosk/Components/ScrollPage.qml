import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// A long page: swipe it, or turn it by button.
GridLayout {
    id: page

    default property alias content: body.data
    property real bodyWidth: width
    property bool sideways: false
    readonly property alias room: flick.height

    function toTop() {
        flick.contentY = 0;
    }

    // Scroll no further than it takes to see all of what has just appeared.
    function reveal(item: Item) {
        const lowest = item.mapToItem(body, 0, item.height).y - flick.height;
        flick.contentY = Math.max(flick.contentY, Math.min(lowest, flick.contentHeight - flick.height));
    }

    columnSpacing: Theme.gap
    columns: sideways ? 2 : 1
    rowSpacing: Theme.gap

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

    Pager {
        Layout.fillHeight: page.sideways
        Layout.fillWidth: !page.sideways
        previousWords: qsTr("往上")
        canGoBack: !flick.atYBeginning
        canGoOn: !flick.atYEnd
        nextWords: qsTr("往下")
        upright: page.sideways
        visible: flick.contentHeight > page.height + 1

        onTurnedBack: flick.contentY = Math.max(0, flick.contentY - flick.height * 0.85)
        onTurnedOn: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + flick.height * 0.85)
    }
}
