"""What is said about paper: one sentence or two, each about what a person can do now."""

from __future__ import annotations

from typing import Final

from offline_cache.print_order import PrintState
from ui.print_door import GONE, NO_ANSWER, NOT_TAKEN, Fate

PRINTING: Final = "正在打印，请稍等。"
PRINTED: Final = "打好了，请取走。"
FILED: Final = "已存成文件，请工作人员打印。"
DOUBTFUL: Final = "请看看纸出来没有。"
ELSE: Final = "请扫码带走，或找工作人员。"
NOT_PRINTED: Final = {
    "paper_out": "打印机没纸了。",
    "cover_open": "打印机盖子没关好。",
    "jam": "打印机卡纸了。",
    "error": "打印机出了故障。",
    "offline": "打印机没接上。",
    "silent": "打印机没有回应。",
    "busy": "打印机正忙。",
    "misconfigured": "打印机还没设好。",
    "full": "本机存满了。",
    "call_first": "岗位可能变了，先不打印。",
    "no_catalogue": "信息正在更新。",
    "wrong_paper": "这种纸打不了。",
    "too_late": "等得太久，没有打印。",
    "stopped": "已经停止打印。",
    GONE: "这条信息已经撤下。",
    NO_ANSWER: "打印机没有回应。",
    NOT_TAKEN: "现在打印不了。",
}
"""By the verdict of the agent or of the door."""
OTHERWISE: Final = "没有打印出来。"
QUOTA: Final = "每人每次最多 {most} 张。"


def fate_words(fate: Fate | None, *, into_folder: bool = False) -> str:
    """What is said about ``fate``; nothing before an order."""
    if fate is None:
        return ""
    match fate.state:
        case PrintState.PRINTED:
            return FILED if into_folder else PRINTED
        case PrintState.DOUBTFUL:
            return DOUBTFUL
        case PrintState.NOT_PRINTED:
            return NOT_PRINTED.get(fate.verdict, OTHERWISE) + ELSE
        case PrintState.WAITING | PrintState.PRINTING | PrintState.STOPPING:
            return PRINTING
