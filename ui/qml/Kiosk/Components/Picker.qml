pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Pick from a list instead of typing: several may be on, each with its word.
Sheet {
    id: picker

    required property var options
    property var iconOf: null
    property var colorOf: null

    signal picked(string code)

    Flow {
        spacing: Theme.gap
        width: parent.width

        Repeater {
            model: picker.options

            Chip {
                required property string code
                required property string label
                required chosen

                fill: picker.colorOf ? picker.colorOf(code) : Theme.primary
                glyph: picker.iconOf ? picker.iconOf(code) : chosen ? Icons.check : ""
                objectName: "pick." + code
                text: label

                onClicked: picker.picked(code)
            }
        }
    }
}
