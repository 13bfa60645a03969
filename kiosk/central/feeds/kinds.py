"""Kind of work, form of employment and tags, from words that were actually used.

A Chinese title ends in what the person will be (厨房设备销售 sells), so the last keyword decides.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.records import EmploymentType, JobKind, Tag

_KIND_WORDS: Final = {
    JobKind.CLEANING: "保洁 清洁 环卫 清洗工 擦窗 保洁员 清运",
    JobKind.KITCHEN: "厨师 厨工 帮厨 后厨 主厨 大厨 配菜 切配 洗碗 洗菜 面点 面食 传菜 服务员 餐饮 "
    "烘焙 咖啡师 奶茶 茶饮 打荷 食堂 "
    "白案 红案 早点 凉菜 点餐 餐厅 裱花 西点",
    JobKind.RETAIL: "店员 收银 导购 营业员 店长 促销 专柜 理货 超市 柜员 门店 售货 陈列 便利店 "
    "服装店",
    JobKind.SECURITY: "保安 安保 门卫 安检 秩序维护 巡逻 消防监控 监控员 消控 护卫 保卫 安全员",
    JobKind.HOUSEKEEPING: "家政 钟点工 保姆 收纳 家务 客房 房嫂 管家",
    JobKind.CHILDCARE: "育婴 月嫂 保育 托育 育儿 托管 幼托 看护孩子 早教 接送孩子 育儿嫂 产康",
    JobKind.ELDERCARE: "护工 养老 护理员 陪护 助老 助餐员 照护 陪诊 老年",
    JobKind.DELIVERY: "配送 骑手 快递 外卖 送货 派送 送餐 送奶 送水 跑腿 投递 邮递",
    JobKind.DRIVING: "司机 驾驶 代驾 驾驶员 货车 叉车 网约车 挖掘机",
    JobKind.WAREHOUSE: "仓库 仓管 仓储 分拣 装卸 搬运 库管 物流 打包 拣货 调度 货运 快件 上货 报关 "
    "单证 关务",
    JobKind.FACTORY: "普工 操作工 装配 车间 缝纫 质检 生产 注塑 数控 cnc 模具 钳工 车工 包装工 "
    "冲压 "
    "流水线 工人 学徒工 组装 裁剪 "
    "喷涂 印刷 杂工 小工 技工 品检 质量 制造 工艺 包装 操作员",
    JobKind.REPAIR: "维修 电工 水电 焊工 修理 安装 水暖 机修 修车 汽修 修鞋 疏通 空调工 管道 弱电 "
    "维护 改衣",
    JobKind.SALES: "销售 业务员 客户经理 置业 经纪 招商 渠道 bd 商务 顾问 电销 推广 市场 外贸 "
    "大客户 投资 理财 营销 客户代表 地推 "
    "业务 信贷 贷款 催收 sales",
    JobKind.TEACHING: "教师 老师 讲师 教练 助教 班主任 培训师 培训讲师 培训老师 培训专员 培训督导 "
    "辅导 家教 教学 教务 学管 教研 教授",
    JobKind.TECHNOLOGY: "工程师 开发 程序 算法 架构 架构师 运维 测试 数据 软件 java python php c++ "
    ".net "
    "前端 后端 安卓 ios 研发 "
    "技术 网络 区块链 人工智能 产品经理 数据库 硬件 电子 嵌入式 etl hadoop 信息化 it",
    JobKind.BEAUTY: "美容 美发 美甲 美睫 化妆 理发 按摩 足疗 纹绣 皮肤 发型 推拿 造型",
    JobKind.MEDICAL: "护士 医生 药师 医师 医助 牙科 康复 检验 药店 中医 医疗 诊所 口腔 兽医 药品 "
    "导医 医学",
    JobKind.OFFICE: "文员 行政 人事 会计 出纳 财务 前台 助理 秘书 客服 运营 编辑 文案 策划 设计 "
    "设计师 采购 跟单 内勤 档案 录入 "
    "法务 审计 hr 人力资源 招聘 资料员 造价 预算 统计 项目经理 新媒体 美工 摄影 "
    "摄像 剪辑 翻译 主播 话务 接线 社工 网格员 "
    "专员 主管 经理 总监 管培生 培训生 平面 物业 文秘 律师 猎头 结算",
}
_GENERIC: Final = frozenset(
    ["专员", "主管", "经理", "总监", "管培生", "技术", "业务", "电子", "it"]
)
_KIND_OF: Final = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_KEYWORDS: Final = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted(_KIND_OF, key=len, reverse=True)
    )
)
_ASIDE: Final = re.compile(r"[(（\[【].*?[)）\]】]|[(（\[【].*$")

_EMPLOYMENT_WORDS: Final = (
    (EmploymentType.INTERNSHIP, "实习|见习|intern"),
    (EmploymentType.DISPATCH, "劳务派遣|派遣制|^派遣$"),
    (EmploymentType.PART_TIME, "兼职|非全日制|小时工|钟点工|part.?time"),
    (EmploymentType.GIG, "零工|日结|gig"),
    (EmploymentType.TEMPORARY, "临时|短期|季节工|暑假工|寒假工|temporary|contract"),
    (EmploymentType.FULL_TIME, "全职|全日制|full.?time|长期|正式"),
)

_TAG_EVERYWHERE: Final = (
    (Tag.CARING, "爱心岗"),
    (Tag.DISABILITY, "助残岗"),
    (Tag.PARENT, "妈妈岗|宝妈岗"),
    (Tag.SENIOR, "银龄岗"),
    (Tag.REMOTE, "远程岗"),
    (Tag.PUBLIC_WELFARE, "公益性岗位|公益岗"),
)
_TAG_SPOKEN: Final = (
    (Tag.CARING, "爱心"),
    (Tag.DISABILITY, "助残|残疾人"),
    (Tag.PARENT, "妈妈|宝妈"),
    (Tag.SENIOR, "银龄|银发"),
    (Tag.REMOTE, "远程"),
    (Tag.PUBLIC_WELFARE, "公益"),
    (Tag.GIG, "零工|日结"),
    (Tag.PART_TIME, "兼职"),
    (Tag.GRADUATE, "毕业生|应届"),
)
_TAG_TITLE: Final = (
    (Tag.GIG, "零工"),
    (Tag.PART_TIME, "兼职"),
    (Tag.GRADUATE, "应届|毕业生"),
)


def kind_of(title: str) -> JobKind:
    """Kind of work that ``title`` names last; ``OTHER`` if it names none."""
    for text in (_ASIDE.sub("", title).lower(), title.lower()):
        found = _KEYWORDS.findall(text)
        if telling := [word for word in found if word not in _GENERIC] or found:
            return _KIND_OF[telling[-1]]
    return JobKind.OTHER


def employment_type_of(stated: str, title: str) -> EmploymentType | None:
    """Form of employment in its own column, else in the title; None if not said."""
    for text in (stated.lower(), title.lower()):
        for form, words in _EMPLOYMENT_WORDS:
            if text and re.search(words, text):
                return form
    return None


def tags_of(stated: str, title: str, text: str) -> tuple[Tag, ...]:
    """Tags of a tag column, of the title, and those that ``text`` calls by their full name."""
    spoken = [(_TAG_SPOKEN, stated), (_TAG_TITLE, title), (_TAG_EVERYWHERE, f"{title}\n{text}")]
    found = {tag for table, words in spoken for tag, pattern in table if re.search(pattern, words)}
    return tuple(tag for tag in Tag if tag in found)
