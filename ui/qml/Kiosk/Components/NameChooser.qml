pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// A family name and 先生 or 女士, each one tap.
Column {
    id: chooser

    required property CallBackModel model

    spacing: Theme.mm(6)

    Row {
        id: forms

        spacing: Theme.mm(4)
        width: parent.width

        Repeater {
            model: chooser.model.forms

            Chip {
                required property string modelData

                chosen: chooser.model.form === modelData
                corner: Theme.corner
                height: Math.max(Theme.primaryTarget, Theme.em(24))
                objectName: "form." + modelData
                text: modelData
                width: (forms.width - forms.spacing) / 2

                onClicked: chooser.model.chooseForm(modelData)
            }
        }
    }

    Grid {
        id: names

        readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

        columnSpacing: Theme.mm(3)
        columns: width > Theme.em(300) ? 10 : width > Theme.em(150) ? 5 : 4
        rowSpacing: Theme.mm(3)
        width: parent.width

        Repeater {
            model: chooser.model.surnames

            Touchable {
                id: key

                required property string modelData
                readonly property bool chosen: chooser.model.surname === modelData

                edge: chosen ? Theme.primary : Theme.border
                ground: chosen ? Theme.primary : Theme.card
                height: Math.max(Theme.target, Theme.em(26))
                objectName: "surname." + modelData
                text: modelData
                width: names.cell

                contentItem: Words {
                    color: key.chosen ? Theme.onDark : Theme.ink
                    em: Theme.emHeading
                    font.bold: true
                    horizontalAlignment: Text.AlignHCenter
                    lineHeight: 0.85
                    text: key.text
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: Text.NoWrap
                }

                onClicked: chooser.model.chooseSurname(modelData)
            }
        }
    }
}
