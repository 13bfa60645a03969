pragma ComponentBehavior: Bound

import QtQuick

// The limit of P1: what the same Qt needs for a window, 200 rows and one touch. Nothing of ours.
Window {
    id: window

    property int touched: -1

    color: "white"
    visible: true

    ListView {
        anchors.fill: parent
        model: 200

        delegate: Rectangle {
            id: row

            required property int index

            border.color: "gray"
            color: window.touched === index ? "lightblue" : "white"
            height: 120
            width: ListView.view.width

            Text {
                anchors.centerIn: parent
                font.pixelSize: 36
                text: "Row " + row.index
            }

            TapHandler {
                onTapped: window.touched = row.index
            }
        }
    }
}
