"""Feeds with the shapes of the real ones and nothing of their content.

``flat_feed`` is UTF-8 with plain cells and a description that is a Python list literal;
``listed_feed`` is GB18030 with every cell a list literal, columns that shift where one is missing,
newlines in cells, duplicates and empty rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

PAY_SHAPES = (
    "1-1.5万/月",
    "6-8千/月",
    "20-40万/年",
    "150元/天",
    "20元/小时",
    "1.5千以下/月",
    "100万以上/年",
    "6001-8000元/月",
    "面议",
)
FLAT_HEADER = (
    "company",
    "company_location",
    "company_size",
    "company_url",
    "degree",
    "description",
    "experience",
    "industry",
    "location",
    "number_to_recruit",
    "salary",
    "title",
)
LISTED_HEADER = (
    "职位",
    "薪资",
    "公司",
    "公司地址",
    "地区",
    "工作经验",
    "学历",
    "人数",
    "时间",
    "岗位信息",
)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """CSV text as a spreadsheet writes it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def flat_row(number: int, pay: str, *paragraphs: str) -> list[str]:
    """One row of a flat feed; ``paragraphs`` become a list literal."""
    said = ["职位描述", *(paragraphs or (f"示例职责{number}",)), "查看全部內容"]
    return [
        f"示例单位{number}",
        f"济南市历下区示例路{number}号",
        "20-99人",
        "",
        "大专",
        repr(said),
        "1-3年",
        "示例行业",
        "济南",
        f"招{number + 1}人",
        pay,
        f"示例保洁员{number}",
    ]


def listed(*values: str) -> str:
    """A cell of a listed feed: ``['本科']``, or ``[]`` for none."""
    return repr(list(values))


def listed_row(number: int, pay: str, *, shifted: bool = False, body: str = "") -> list[str]:
    """One row of a listed feed; ``shifted`` puts the education where the experience belongs."""
    experience = listed("本科") if shifted else listed("3-4年工作经验")
    education = listed() if shifted else listed("本科")
    return [
        listed(f"示例仓库管理员{number}"),
        listed(pay),
        listed(f"示例商贸{number}"),
        listed(f"上班地址 : 示例大道{number}号"),
        listed("济南-历下区"),
        experience,
        education,
        listed("若干人" if number % 2 else f"{number + 1}人"),
        listed("2019-09-13"),
        body,
    ]


EMPTY_ROW = [listed()] * 9 + [""]


def flat_feed() -> bytes:
    """Nine flat rows, one for every shape of pay, in UTF-8."""
    rows = [flat_row(number, pay) for number, pay in enumerate(PAY_SHAPES)]
    return as_csv(FLAT_HEADER, rows).encode()


def listed_feed() -> bytes:
    """Nine listed rows, one said twice, and two empty rows, in GB18030."""
    rows = [
        listed_row(number, pay, shifted=number % 3 == 0, body=f"第一行\n第二行{number}")
        for number, pay in enumerate(PAY_SHAPES)
    ]
    again = [*rows[4][:8], listed("2019-10-01"), rows[4][9]]
    return as_csv(LISTED_HEADER, [*rows, EMPTY_ROW, again, EMPTY_ROW]).encode("gb18030")
