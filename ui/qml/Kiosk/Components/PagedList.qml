import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Whole cards only: as many as fit, turned by button or by a swipe.
Item {
    id: paged

    property alias model: list.model
    property alias delegate: list.delegate
    property real leastRowHeight: Theme.mm(60)
    property bool sideways: false
    readonly property real cardWidth: list.width
    readonly property int perPage: Math.max(1, Math.floor((room.height + Theme.gap) / (leastRowHeight + Theme.gap)))
    readonly property real rowHeight: Math.floor(Math.min(leastRowHeight * 1.2, (room.height + Theme.gap) / perPage - Theme.gap))
    readonly property int pages: Math.max(1, Math.ceil(list.count / perPage))
    readonly property int page: list.atYEnd && list.contentY > list.originY ? pages - 1 : Math.min(pages - 1, Math.round((list.contentY - list.originY) / (rowHeight + Theme.gap) / perPage))

    function toTop() {
        list.positionViewAtBeginning();
    }

    function toPage(wanted: int) {
        list.positionViewAtIndex(Math.min(wanted * perPage, list.count - 1), ListView.Beginning);
    }

    GridLayout {
        anchors.fill: parent
        columnSpacing: Theme.gap
        columns: paged.sideways ? 2 : 1
        rowSpacing: Theme.gap

        Item {
            id: room

            Layout.fillHeight: true
            Layout.fillWidth: true

            ListView {
                id: list

                boundsBehavior: Flickable.StopAtBounds
                cacheBuffer: 0
                clip: true
                currentIndex: -1
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
            Layout.fillHeight: paged.sideways
            Layout.fillWidth: !paged.sideways
            canGoBack: paged.page > 0
            canGoOn: paged.page + 1 < paged.pages
            upright: paged.sideways
            visible: paged.pages > 1
            words: (paged.page + 1) + " / " + paged.pages

            onTurnedBack: paged.toPage(paged.page - 1)
            onTurnedOn: paged.toPage(paged.page + 1)
        }
    }
}
