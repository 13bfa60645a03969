"""The Chinese words of the admin pages: names of fields, rules, kinds, actions and reasons."""

from __future__ import annotations

from typing import Final
from unicodedata import category

from kiosk.central.audit import Action
from kiosk.central.operators import Role
from kiosk.central.tables import State

ROLES: Final = {Role.MODERATOR: "审核员", Role.AUDITOR: "审计员"}
STATES: Final = {State.HELD: "待审核", State.ACCEPTED: "已通过", State.REFUSED: "不通过或已撤下"}
ACTIONS: Final = {
    Action.APPROVE: "通过",
    Action.REFUSE: "不通过",
    Action.CLOSE: "关闭",
    Action.WITHDRAW: "全部撤下",
    Action.REINSTATE: "恢复用人单位",
    Action.TOO_LATE: "上一条未生效",
    Action.OPEN: "打开材料",
    Action.FILE: "下载文件",
}
KINDS: Final = {
    "resume": "简历",
    "application": "投递",
    "sign_up": "活动报名",
    "call_back": "请工作人员回电",
    "vacancy": "招聘信息",
}
COLLECTIONS: Final = {
    "jobs": "岗位",
    "policies": "政策",
    "places": "机构",
    "activities": "活动",
    "notices": "通知",
}
RULES: Final = {
    "under_16": "可能招用未满16周岁的人",
    "deposit": "收押金或扣证件",
    "fee": "向求职者收费",
    "sex": "限制性别",
    "age": "限制年龄",
    "origin": "限制户籍或地域",
    "marriage": "限制婚育",
    "height": "限制身高",
    "health": "限制健康状况（传染病病原携带）",
    "disability": "排斥残疾人",
    "ethnicity": "限制民族",
    "belief": "限制宗教信仰",
    "accounts": "借用银行卡、电话卡",
    "fake_trade": "刷单等虚假交易",
    "advance": "要求先垫钱、先交钱",
    "abroad": "境外高薪招工",
    "too_good": "收入明显夸大",
    "contact": "正文里留联系方式",
    "part_time": "非全日制每周超过24小时",
    "minimum_wage": "可能低于最低工资",
    "pay_unit": "工资和单位对不上",
    "missing": "缺少必填内容",
}
"""What the rules of ``kiosk.lawful`` find."""
OTHER_RULE: Final = "其他问题"
"""What a rule finds that has no word here yet."""
FIELDS: Final = {
    "title": "名称",
    "name": "名称",
    "employer": "用人单位",
    "pay": "工资",
    "pay_text": "工资说明",
    "position": "坐标",
    "pay_minimum": "最低工资",
    "pay_maximum": "最高工资",
    "pay_unit": "工资单位",
    "licence": "统一社会信用代码",
    "head_count": "招聘人数",
    "head_count_text": "人数说明",
    "requirements": "要求",
    "employment_type": "用工形式",
    "description": "工作内容",
    "conditions": "工作条件",
    "hours": "工作时间",
    "address": "地址",
    "division": "行政区划",
    "remote": "远程",
    "kind": "类别",
    "topic": "栏目",
    "tags": "标签",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "phone": "电话",
    "valid_through": "有效期至",
    "valid_through_assumed": "有效期为系统推定",
    "updated_at": "来源更新时间",
    "source": "来源",
    "summary": "摘要",
    "document_number": "文号",
    "issuer": "发文机关",
    "issued_on": "发文日期",
    "body": "正文",
    "services": "服务内容",
    "starts_at": "开始",
    "ends_at": "结束",
    "organiser": "主办",
    "seats": "名额",
    "fee": "费用",
    "id": "编号",
}
"""Fields of records; one that is not named here is shown by its own name."""
LEFT_FIELDS: Final = {
    "name": "姓名",
    "phone": "电话",
    "wanted": "想找的工作",
    "experience": "经历和技能",
    "hours": "可以上班的时间",
    "area": "希望的地点",
    "job_ids": "投递的岗位",
    "resume": "所附简历",
    "activity_id": "活动",
    "purpose": "想办的事",
    "about": "相关岗位或活动",
    "subject": "相关标题",
    "consent": "同意的告知书版本",
}
"""Fields of what people left; others as ``FIELDS`` says."""
OTHER: Final = "其他（请在下面写明）"
REASONS: Final[dict[Action, tuple[str, ...]]] = {
    Action.APPROVE: (),
    Action.REFUSE: (
        *("含歧视性要求", "收费、押金或扣证件", "疑似诈骗", "可能招用未满16周岁的人"),
        *("信息不全或不实", "与已有信息重复", OTHER),
    ),
    Action.CLOSE: ("已招满", "信息有误", "疑似诈骗", "投诉属实", "用人单位要求撤下", OTHER),
    Action.WITHDRAW: ("疑似诈骗", "多次违规", "投诉属实", "用人单位要求撤下", OTHER),
    Action.OPEN: (*("联系本人", "为本人办理投递或报名", "核对材料", "处理投诉或更正", OTHER),),
}
"""What may be chosen; where there is nothing, a reason may be left away."""
REPORTS: Final = {"filled": "已招满", "suspicious": "可疑", "wrong": "信息有误"}
HIDDEN: Final = "▯"
"""Stands for a character that nobody would see, or that turns a line around."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def inert(text: str) -> str:
    """``text`` with nothing hidden in it: a moderator has to see what is there."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if c == "\n" or category(c) not in _HIDDEN else HIDDEN for c in text)
