"""The articles that the rules rest on, quoted by name and number only.

A rule without an article of its own rests on the general one: equal opportunity and fair
conditions (就业促进法 art. 26).
"""

from __future__ import annotations

from typing import Final

EQUAL_OPPORTUNITY: Final = "《就业促进法》第二十六条"
"""No employment discrimination; the ground for age and height, which no article names."""
SEX: Final = (
    "《就业促进法》第三条、第二十七条；《妇女权益保障法》（2022年修订）第四十三条；"
    "《人力资源市场暂行条例》第二十四条"
)
FAMILY: Final = "《妇女权益保障法》（2022年修订）第四十三条"
ORIGIN: Final = "《网络招聘服务管理规定》第十五条；《就业促进法》第二十六条、第三十一条"
BELIEF: Final = "《就业促进法》第三条；《人力资源市场暂行条例》第二十四条"
ETHNICITY: Final = "《就业促进法》第三条、第二十八条；《人力资源市场暂行条例》第二十四条"
DISABILITY: Final = "《就业促进法》第二十九条"
CARRIER: Final = "《就业促进法》第三十条"
CHARGES: Final = "《劳动合同法》第九条"
UNDER_16: Final = "《未成年人保护法》第六十一条；《禁止使用童工规定》第二条"
TRUE_POSTS: Final = "《人力资源市场暂行条例》第二十四条"
"""What is posted has to be true and lawful."""
ACCOUNTS: Final = "《反电信网络诈骗法》第三十一条"
COMPLETE: Final = "《人力资源市场暂行条例》第二十四条；《网络招聘服务管理规定》第十五条"
WAGE: Final = "《劳动法》第四十八条；《最低工资规定》"
PART_TIME: Final = "《劳动合同法》第六十八条、第七十二条"
