pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Components
import Kiosk.Theme
import Kiosk.ViewModels

// One document, itself: title, number, what it means, the text.
Item {
    id: screen

    required property Shell shell
    readonly property bool landscape: width > height
    readonly property PolicyModel policy: shell.policy

    onVisibleChanged: if (visible)
        page.toTop()

    Connections {
        function onChanged() {
            if (printWords.visible)
                Qt.callLater(page.reveal, printWords);
        }

        target: screen.shell.printing
    }

    EmptyList {
        advice: qsTr("回到列表看看别的。")
        anchors.fill: parent
        headline: qsTr("这份文件已经撤下")
        visible: !screen.policy.found
    }

    ScrollPage {
        id: page

        anchors.bottomMargin: Theme.mm(4)
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        bodyWidth: Theme.em(Theme.emBody * 39)
        sideways: screen.landscape
        visible: screen.policy.found

        Words {
            em: Theme.emHeading
            font.bold: true
            lineHeight: 0.95
            objectName: "policy.title"
            text: screen.policy.title
            width: parent.width
        }

        Words {
            color: Theme.secondary
            em: Theme.emSmall
            text: screen.policy.meta
            visible: text !== ""
            width: parent.width
        }

        Rectangle {
            color: Theme.primaryWash
            height: meaning.implicitHeight + Theme.mm(8)
            radius: Theme.corner
            width: parent.width

            Words {
                id: meaning

                anchors.left: parent.left
                anchors.leftMargin: Theme.mm(6)
                anchors.right: parent.right
                anchors.rightMargin: Theme.mm(6)
                anchors.verticalCenter: parent.verticalCenter
                font.bold: true
                text: (screen.policy.summary === "" ? "" : screen.policy.summary + "\n") + qsTr("看不明白，请打 %1。").arg(screen.policy.phone)
            }
        }

        Repeater {
            model: screen.policy.paragraphs

            Words {
                required property string modelData

                lineHeight: 1.05
                text: modelData
                width: parent ? parent.width : 0
            }
        }

        PrintButton {
            first: qsTr("打印这份政策")
            objectName: "policy.print"
            printing: screen.shell.printing
        }

        PrintWords {
            id: printWords

            printing: screen.shell.printing
            width: parent.width
        }

        TakeAlong {
            modules: screen.policy.takeAlongModules
            objectName: "policy.takeAlong"
            source: screen.policy.takeAlong
            width: parent.width
            words: qsTr("全文在手机上慢慢看。")
        }
    }
}
