"""Every sentence that a phone shows when something is not possible, in one place."""

from __future__ import annotations

from typing import Final

from kiosk.central.refusals import BUSY, MALFORMED, Refused

SENTENCES: Final = {
    "no_ticket": (403, "这个二维码不能用，请在大屏上重新扫码。"),
    "revoked": (403, "这台机器已停用，请换一台或找工作人员。"),
    "expired": (410, "时间过了，请在大屏上重新扫码。"),
    "used": (409, "这个二维码已经用过，请在大屏上重新扫码。"),
    "no_code": (404, "没有这个号码，请看清大屏上的 8 位数字。"),
    "guessing": (429, "试的次数太多，请过十分钟再试。"),
    "consent": (422, "请先看完说明，点“我同意”。"),
    "name": (422, "请填姓名，最多 30 个字。"),
    "phone": (422, "请填 11 位手机号。"),
    "too_long": (422, "写得太长了，请短一点。"),
    "nothing_said": (422, "请传一个文件，或者写想做什么。"),
    "too_many_files": (409, "最多传 3 个文件，请先删掉一个。"),
    "too_many_jobs": (422, "一次最多投 10 个岗位。"),
    "lost_file": (409, "有个文件没收到，请重新选一次。"),
    "cut_off": (400, "没传完网络就断了，请再传一次。"),
    "job_gone": (409, "有个岗位已经撤下，请重新选。"),
    "activity_gone": (409, "这个活动已经结束，请在大屏上另选。"),
    "malformed": (422, MALFORMED),
    "busy": (503, BUSY),
    "no_file": (404, "这个文件已经不在了。"),
    "nothing_left": (404, "没有这份材料，请看清编号和密码。"),
    "no_post": (403, "这个链接打不开，请看清编号和密码。"),
    "post_over": (409, "这个岗位已经结束，请重新发布。"),
    "other_purpose": (403, "这个二维码不是办这件事的，请重新扫码。"),
}
"""Status and sentence by code."""


def phone_refused(code: str, sentence: str = "") -> Refused:
    """The refusal named ``code``; with a ``sentence`` of its own where there is a better one."""
    status, usual = SENTENCES[code]
    return Refused(status, code, sentence or usual)
