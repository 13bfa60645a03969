import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// What a person does with the phone, in three steps.
ColumnLayout {
    id: steps

    required property PhoneModel phone
    property bool begun: true
    readonly property bool resume: phone.purpose === "resume"
    readonly property bool here: !phone.offline

    spacing: Theme.mm(3)

    NumberedStep {
        Layout.fillHeight: true
        Layout.fillWidth: true
        current: steps.begun && !steps.phone.scanned
        done: steps.phone.scanned
        hint: steps.begun ? qsTr("对准这个方块") : qsTr("下一步有二维码")
        number: 1
        text: qsTr("微信扫一扫")
    }

    NumberedStep {
        Layout.fillHeight: true
        Layout.fillWidth: true
        current: steps.phone.scanned
        hint: steps.resume ? qsTr("拍纸质简历也可以") : qsTr("几行字就够")
        number: 2
        text: steps.resume ? qsTr("传照片、文件，或者填几项") : steps.phone.purpose === "vacancy" ? qsTr("填招工信息") : qsTr("填姓名和电话")
    }

    NumberedStep {
        Layout.fillHeight: true
        Layout.fillWidth: true
        hint: steps.here ? qsTr("收到后这里会变") : qsTr("手机上能办完")
        number: 3
        text: steps.here ? qsTr("看大屏") : qsTr("在手机上接着办")
    }
}
