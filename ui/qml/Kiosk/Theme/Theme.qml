pragma Singleton

import QtQuick

// Tokens: colours by role, measures in millimetres of glass, durations. Nothing else names any.
QtObject {
    property real pixelsPerMm: 4
    property real textScale: 1
    property real shortSideMm: 268
    // Too few letters fit the short side for whole layouts: 特大 on 21.5", every size on 15.6".
    readonly property bool tight: shortSideMm / textScale < 200
    // Cards drop what the job's own page repeats: from 大字 on 21.5".
    readonly property bool dense: shortSideMm / textScale < 215

    readonly property color paper: "#FFFAF3"
    readonly property color card: "#FFFFFF"
    readonly property color ink: "#1E2A2E"
    readonly property color secondary: "#4A5A60"
    readonly property color border: "#7D8B90"
    readonly property color hairline: "#E9DFD2"
    readonly property color primary: "#0E5A66"
    readonly property color accent: "#B8461A"
    readonly property color onDark: "#FFFFFF"
    readonly property color onDarkSoft: "#D8EAEA"
    readonly property color sun: "#F2B134"
    readonly property color primaryWash: "#E4F0EF"
    readonly property color accentWash: "#FFF0E2"
    readonly property color shade: "#B31E2A2E"

    readonly property color caring: "#B0305C"
    readonly property color disability: "#2A5CA8"
    readonly property color parenting: "#8A3F9C"
    readonly property color senior: "#8F5200"
    readonly property color remote: "#0F6F64"
    readonly property color publicWelfare: "#3B7026"
    readonly property color gig: "#A93226"
    readonly property color partTime: "#5B4B8A"
    readonly property color graduate: "#1F6389"

    // Text em in millimetres at 标准. Body >= 10 mm (EN 301 549 5.1.4), nothing below 6.6 mm.
    readonly property real emFine: 7
    readonly property real emSmall: 8.2
    readonly property real emBody: 10
    readonly property real emHeading: 12
    readonly property real emTitle: 15
    readonly property real emPay: 16
    readonly property real emAcrossRoom: 33

    // Of the font's own line, which is 1.45 em: 1.38 em (MIIT 1.2 asks for 1.3).
    readonly property real lineSpacing: 0.95
    readonly property real target: mm(20)
    readonly property real primaryTarget: mm(22)
    readonly property real gap: mm(4)
    readonly property real margin: mm(10)
    readonly property real corner: mm(4)
    readonly property real line: Math.max(1, mm(0.5))
    readonly property real edge: Math.max(1, mm(0.7))
    readonly property real focusRing: mm(3)

    function mm(millimetres: real): real {
        return Math.round(millimetres * pixelsPerMm);
    }

    function em(millimetres: real): int {
        return Math.max(1, Math.round(millimetres * pixelsPerMm * textScale));
    }

    function tagColor(code: string): color {
        switch (code) {
        case "caring":
            return caring;
        case "disability":
            return disability;
        case "parent":
            return parenting;
        case "senior":
            return senior;
        case "remote":
            return remote;
        case "public_welfare":
            return publicWelfare;
        case "gig":
            return gig;
        case "part_time":
            return partTime;
        default:
            return graduate;
        }
    }

    function tagIcon(code: string): string {
        switch (code) {
        case "caring":
            return Icons.tagCaring;
        case "disability":
            return Icons.tagDisability;
        case "parent":
            return Icons.tagParent;
        case "senior":
            return Icons.tagSenior;
        case "remote":
            return Icons.tagRemote;
        case "public_welfare":
            return Icons.tagPublicWelfare;
        case "gig":
            return Icons.tagGig;
        case "part_time":
            return Icons.tagPartTime;
        default:
            return Icons.tagGraduate;
        }
    }
}
