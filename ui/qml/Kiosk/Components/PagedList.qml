import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Whole cards only: as many as fit, turned by button or by a swipe.
ColumnLayout {
    id: paged

    property alias model: list.model
    property alias delegate: list.delegate
    property real leastRowHeight: Theme.mm(60)
    readonly property int perPage: Math.max(1, Math.floor((room.height + Theme.gap) / (leastRowHeight + Theme.gap)))
    readonly property real rowHeight: Math.floor(Math.min(leastRowHeight * 1.2, (room.height + Theme.gap) / perPage - Theme.gap))
    readonly property int pages: Math.max(1, Math.ceil(list.count / perPage))
    readonly property int page: list.atYEnd && list.contentY > list.originY ? pages - 1 : Math.min(pages - 1, Math.round((list.contentY - list.originY) / (rowHeight + Theme.gap) / perPage))

    function toTop() {
        list.positionViewAtBeginning();
    }

    spacing: Theme.gap

    Item {
        id: room

        Layout.fillHeight: true
        Layout.fillWidth: true

        ListView {
            id: list

            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 0
            clip: true
            height: Math.min(room.height, paged.perPage * (paged.rowHeight + spacing) - spacing)
            objectName: "list"
            pixelAligned: true
            reuseItems: true
            snapMode: ListView.SnapToItem
            spacing: Theme.gap
            width: room.width
        }
    }

    Pager {
        Layout.fillWidth: true
        page: paged.page
        pages: paged.pages
        visible: paged.pages > 1

        onWanted: page => list.positionViewAtIndex(Math.min(page * paged.perPage, list.count - 1), ListView.Beginning)
    }
}
