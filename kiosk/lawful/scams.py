"""Words that swindlers use; whoever uses them honestly is asked by a person."""

from __future__ import annotations

from typing import Final

from kiosk.lawful import basis
from kiosk.lawful.rules import Rule, rule

_AGAINST: Final = (
    "(?:谨防|警惕|远离|拒绝|严禁|禁止|不做|没有|不是|非|无|不用|不需要?|无需|打击|防范|识别)"
)

FAKE_TRADE: Final = rule(
    "fake_trade",
    basis.TRUE_POSTS,
    (r"刷单|刷信誉|刷好评|刷销量|点赞员|点赞赚|关注返利|做任务返佣?|抢单返佣?|充值返利",),
    (rf"{_AGAINST}[^,。;\n]{{0,6}}(?:刷单|刷信誉|刷好评|刷销量)",),
)
ADVANCE: Final = rule(
    "advance",
    basis.CHARGES,
    (
        r"(?:先|需|要|自行|个人)垫付|垫资",
        r"先(?:交|付|转|缴|充)(?:钱|款|费|\d+)",
        r"(?:交|缴|付)(?:会员费|激活费|解冻费|手续费)",
    ),
    (
        rf"{_AGAINST}[^,。;\n]{{0,6}}(?:垫付|垫资|先交|先付|会员费|手续费)",
        r"(?:公司|单位|商家|平台)(?:先行?)?垫付",
    ),
)
ACCOUNTS: Final = rule(
    "accounts",
    basis.ACCOUNTS,
    (
        r"(?:出租|出借|借用|租借|收购|回收|提供|买卖|代办)[^,。;\n]{0,4}(?:银行卡|电话卡|手机卡|对公账户|支付宝|微信号)",
        r"(?:银行卡|电话卡|手机卡|微信号)(?:出租|出借|租赁|回收|收购)|跑分|洗钱",
    ),
    (rf"{_AGAINST}[^,。;\n]{{0,8}}(?:银行卡|电话卡|手机卡|跑分|洗钱)",),
)
TOO_GOOD: Final = rule(
    "too_good",
    basis.TRUE_POSTS,
    (
        r"(?:日|天)(?:入|赚|收入)(?:过)?(?:[5-9]\d{2}|\d{4,}|千|万)",
        r"月入(?:过)?(?:[3-9]万|\d{2,}万|十万)",
        r"(?:轻松|躺着?|在家)(?:赚|挣)大?钱|一单一结无上限|稳赚不赔",
        r"打字员[^,。;\n]{0,8}(?:日结|高薪)|(?:手工活|串珠)[^,。;\n]{0,8}(?:高薪|包回收)",
    ),
)
ABROAD: Final = rule(
    "abroad",
    basis.TRUE_POSTS,
    (
        r"(?:缅甸|缅北|柬埔寨|老挝|迪拜|境外|东南亚)[^,。;\n]{0,10}(?:高薪|包机票|月薪|客服|打字|包签证)",
        r"(?:高薪|包机票)[^,。;\n]{0,10}(?:缅甸|缅北|柬埔寨|老挝|境外|东南亚)",
    ),
    (rf"{_AGAINST}[^,。;\n]{{0,8}}(?:缅甸|缅北|境外)",),
)

SCAMS: Final[tuple[Rule, ...]] = (ACCOUNTS, FAKE_TRADE, ADVANCE, ABROAD, TOO_GOOD)
