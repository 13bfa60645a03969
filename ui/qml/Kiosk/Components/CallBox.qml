import QtQuick
import Kiosk.Theme

// The number to call, large; with why to call first where the post may have changed.
Rectangle {
    id: box

    property string phone: ""
    property string whose: ""
    property string reason: ""
    property bool unsure: false

    border.color: Theme.primary
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: call.implicitHeight + Theme.mm(8)
    radius: Theme.corner

    Column {
        id: call

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(6)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(6)
        anchors.verticalCenter: parent.verticalCenter

        CallFirst {
            em: Theme.emBody
            objectName: "job.callFirst"
            visible: box.unsure
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: box.reason
            visible: box.unsure
            width: parent.width
        }

        Flow {
            spacing: Theme.mm(3)
            width: parent.width

            Icon {
                color: Theme.primary
                glyph: Icons.phone
                size: Theme.em(11)
            }

            Words {
                em: Theme.emBody
                text: qsTr("打电话 · %1").arg(box.whose)
                width: Math.min(implicitWidth, call.width)
            }
        }

        Words {
            elide: Text.ElideRight
            em: 16
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            lineHeight: 0.9
            objectName: "job.phone"
            text: box.phone
            width: parent.width
            wrapMode: Text.NoWrap
        }
    }
}
