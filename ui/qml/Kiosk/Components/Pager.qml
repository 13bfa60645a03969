import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Turn the page by button, for hands that do not swipe: below the page, or beside it (upright).
GridLayout {
    id: pager

    property bool upright: false
    property bool canGoBack: false
    property bool canGoOn: false
    property string previousWords: qsTr("上一页")
    property string nextWords: qsTr("下一页")
    property string words: ""

    signal turnedBack
    signal turnedOn

    columnSpacing: Theme.gap
    columns: upright ? 1 : 3
    rowSpacing: Theme.gap

    ActionButton {
        Layout.fillHeight: pager.upright
        Layout.fillWidth: true
        Layout.preferredWidth: pager.upright ? -1 : 1
        enabled: pager.canGoBack
        glyph: pager.upright ? Icons.chevronUp : Icons.chevronLeft
        objectName: "pager.back"
        stacked: pager.upright
        text: pager.previousWords

        onClicked: pager.turnedBack()
    }

    Words {
        Layout.fillWidth: pager.upright
        em: Theme.emSmall
        horizontalAlignment: Text.AlignHCenter
        text: pager.words
        visible: text !== ""
        wrapMode: Text.NoWrap
    }

    ActionButton {
        Layout.fillHeight: pager.upright
        Layout.fillWidth: true
        Layout.preferredWidth: pager.upright ? -1 : 1
        enabled: pager.canGoOn
        glyph: pager.upright ? Icons.chevronDown : Icons.chevronRight
        objectName: "pager.on"
        stacked: pager.upright
        text: pager.nextWords

        onClicked: pager.turnedOn()
    }
}
