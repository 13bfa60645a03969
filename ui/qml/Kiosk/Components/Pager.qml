import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Page buttons, for hands that do not swipe.
RowLayout {
    id: pager

    property int page: 0
    property int pages: 1

    signal wanted(int page)

    spacing: Theme.gap

    ActionButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        enabled: pager.page > 0
        glyph: Icons.chevronLeft
        objectName: "pager.previous"
        text: qsTr("上一页")

        onClicked: pager.wanted(pager.page - 1)
    }

    Words {
        em: Theme.emSmall
        horizontalAlignment: Text.AlignHCenter
        text: (pager.page + 1) + " / " + pager.pages
        wrapMode: Text.NoWrap
    }

    ActionButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        enabled: pager.page + 1 < pager.pages
        glyph: Icons.chevronRight
        objectName: "pager.next"
        text: qsTr("下一页")

        onClicked: pager.wanted(pager.page + 1)
    }
}
