import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// A question over the screen: shade, panel at the bottom, heading, one way out.
Item {
    id: sheet

    property string heading: ""
    property string doneWords: qsTr("好了")
    property bool opened: false
    default property alias content: body.data

    signal closed

    anchors.fill: parent
    visible: opened

    Rectangle {
        anchors.fill: parent
        color: Theme.shade

        TapHandler {
            onTapped: sheet.closed()
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.paper
        height: Math.min(parent.height, panel.implicitHeight + 2 * Theme.margin)
        width: parent.width

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }

        ColumnLayout {
            id: panel

            anchors.fill: parent
            anchors.margins: Theme.margin
            spacing: Theme.gap

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.gap

                Words {
                    Layout.fillWidth: true
                    em: Theme.emHeading
                    font.bold: true
                    text: sheet.heading
                }

                ActionButton {
                    filled: true
                    glyph: Icons.check
                    objectName: "sheet.done"
                    text: sheet.doneWords

                    onClicked: sheet.closed()
                }
            }

            Item {
                id: body

                Layout.fillWidth: true
                implicitHeight: childrenRect.height
            }
        }
    }
}
