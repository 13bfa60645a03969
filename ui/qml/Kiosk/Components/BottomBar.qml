import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// The same bar in the same place on every screen; an item that leads nowhere is not there.
Rectangle {
    id: bar

    required property Shell shell

    color: Theme.card
    implicitHeight: row.implicitHeight + Theme.mm(4)

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        color: Theme.hairline
        height: Theme.edge
    }

    RowLayout {
        id: row

        anchors.centerIn: parent
        spacing: Theme.mm(3)
        uniformCellSizes: true
        width: Math.min(parent.width - Theme.mm(8), Theme.mm(400))

        BarItem {
            Layout.fillWidth: true
            glyph: Icons.back
            objectName: "bar.back"
            text: qsTr("返回")
            visible: bar.shell.canGoBack

            onClicked: bar.shell.back()
        }

        BarItem {
            Layout.fillWidth: true
            glyph: Icons.home
            objectName: "bar.home"
            text: qsTr("首页")
            visible: bar.shell.screen !== "home"

            onClicked: bar.shell.goHome()
        }

        BarItem {
            Layout.fillWidth: true
            Accessible.description: bar.shell.textScaleWords
            glyph: Icons.textSize
            objectName: "bar.text"
            text: bar.shell.textScale === 1 ? qsTr("大字") : bar.shell.textScale < 1.5 ? qsTr("再大些") : qsTr("标准字")

            onClicked: bar.shell.cycleTextScale()
        }

        BarItem {
            Layout.fillWidth: true
            glyph: Icons.finish
            objectName: "bar.finish"
            strong: bar.shell.screen !== "home"
            text: qsTr("结束使用")

            onClicked: bar.shell.endSession()
        }
    }
}
