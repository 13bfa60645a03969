"""What a person is told, and agrees to, before the first byte is left (PIPL art. 17, 28, 29).

One text for the screen, the phone and the record of what was agreed to: ``version`` changes with
every change of a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.submissions import Purpose

RESUME_KEPT: Final = timedelta(days=90)
SIGN_UP_KEPT: Final = timedelta(days=30)
VACANCY_KEPT: Final = timedelta(days=3 * 365)
"""网络招聘服务管理规定 art. 23 wants postings kept for three years."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Short sentences, in the order in which they are read."""

    version: str
    sentences: tuple[str, ...]


CONSENTS: Final = {
    Purpose.RESUME: Consent(
        "resume-1",
        (
            "简历只用来帮您找工作。",
            "只给驿站工作人员和您选的单位看。",
            "加密保存，90 天后删除。",
            "想早点删，凭编号和密码随时可以。",
        ),
    ),
    Purpose.SIGN_UP: Consent(
        "sign-up-1",
        (
            "姓名和电话只用来办这次报名。",
            "只给主办方和驿站工作人员看。",
            "活动结束 30 天后删除。",
        ),
    ),
    Purpose.VACANCY: Consent(
        "vacancy-1",
        (
            "招工信息先审核，再上屏。",
            "单位、岗位和招工电话会公开。",
            "按规定，招工记录保存 3 年。",
            "不得收押金、收费、招童工、设歧视条件。",
        ),
    ),
}
CALL_BACK: Final = Consent(
    "call-back-1",
    (
        "称呼和电话只用来给您回电话。",
        "只给驿站工作人员看，办完就删除。",
    ),
)
