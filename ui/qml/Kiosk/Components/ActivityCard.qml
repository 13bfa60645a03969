import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// A course or an event: the day first, then what and where.
Rectangle {
    id: card

    property string title: ""
    property string kind: ""
    property string day: ""
    property string hours: ""
    property string place: ""
    property string description: ""
    property string fee: ""
    property string phone: ""
    property string activityId: ""

    required property PrintingModel printing
    readonly property bool mine: printing.subject === activityId

    signal signUp
    signal paper

    Accessible.name: [day, hours, title, kind, place, fee, phone].filter(part => part !== "").join("，")
    Accessible.role: Accessible.StaticText
    border.color: Theme.border
    border.width: Theme.edge
    color: Theme.card
    implicitHeight: column.implicitHeight + 2 * Theme.mm(5)
    radius: Theme.corner

    Column {
        id: column

        anchors.left: parent.left
        anchors.leftMargin: Theme.mm(7)
        anchors.right: parent.right
        anchors.rightMargin: Theme.mm(7)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.mm(1)

        Ends {
            width: parent.width

            first: Words {
                color: Theme.publicWelfare
                em: Theme.emBody
                font.bold: true
                text: card.day + "  " + card.hours
                wrapMode: Text.NoWrap
            }
            last: Words {
                color: Theme.secondary
                em: Theme.emSmall
                font.bold: true
                text: card.kind
                wrapMode: Text.NoWrap
            }
        }

        Words {
            em: 11.4
            font.bold: true
            lineHeight: 0.92
            text: card.title
            width: parent.width
        }

        Words {
            em: Theme.emSmall
            text: card.description
            visible: text !== ""
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: [card.place, card.fee, qsTr("电话 %1").arg(card.phone)].filter(part => part !== "").join(" · ")
            width: parent.width
        }

        Flow {
            spacing: Theme.gap
            width: parent.width

            ActionButton {
                glyph: Icons.calendar
                objectName: "signUp." + card.activityId
                text: qsTr("报名")

                onClicked: card.signUp()
            }

            ActionButton {
                enabled: !card.mine || card.printing.enabled
                glyph: Icons.printer
                objectName: "print." + card.activityId
                text: card.mine && card.printing.stage === "busy" ? qsTr("正在打印") : qsTr("打印")
                visible: card.printing.offered

                onClicked: card.paper()
            }
        }

        PrintWords {
            printing: card.printing
            visible: card.mine && printing.words !== ""
            width: parent.width
        }
    }
}
