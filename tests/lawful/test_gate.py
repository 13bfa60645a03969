"""The minimum gate: what is held, with which words, and what looks alike and passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lawful.gate import RULES, examine
from kiosk.records import Job

JOB = Job(
    id="1",
    source="示例",
    title="示例岗位",
    employer="示例单位",
    updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    valid_through=date(2026, 12, 1),
)

HELD = {
    "sex": "限男|限女性|男士优先|仅限女性|女性25岁|只招男|只要女生|不要女的|性别：女|男5名女3名|"
    "保安（男）|女服务员|"
    "女，形象好|要求：男性|男性，能吃苦|招女工|限 男|限\u200b男|女教师优先|male only",
    "age": "18-45岁|18—45周岁|35岁以下|三十五岁以下|二十至四十五周岁|"
    "年龄：20-40|年龄35以下|不超过50岁|"
    "男１８－４５岁|18周岁以上，50周岁以下|90后优先|1990年以后出生|年龄不超过\n35岁|23\n至45岁|"
    "25岁以上|超过40岁勿扰",
    "origin": "限本地户口|本市户籍优先|不要外地人|河南人勿扰|本地人优先|户口：本市|须有济南户口",
    "marriage": "已婚已育|未婚|已婚者优先|孕妇勿扰|婚姻状况：已婚|一年内孕检",
    "height": "身高160以上|身高1.65以上|身高1米6以上|净身高170|165cm以上",
    "health": "无乙肝|需查乙肝|非大三阳|无HIV",
    "disability": "残疾人勿扰|不招残疾",
    "ethnicity": "仅限汉族|少数民族勿扰|汉族优先",
    "belief": "无宗教信仰|不招教徒",
    "deposit": "押金200元|入职交保证金|工服押金|收取押金|扣押身份证|押一个月工资",
    "fee": "培训费500元|服装费自理|先交服装费|体检费自理|自费培训|培训贷款|学费可分期",
    "under_16": "童工|招14岁以上|15周岁以上|15-20岁|年满15岁|欢迎初中生",
}

PASSED = (
    "妈妈岗|有宝宝的妈妈优先|女装店导购|男装销售|男款鞋销售|负责女包陈列|不限男女|男女不限|男女均可|男女都可以|"
    "性别不限|提供男女宿舍|女员工享产假|女性用户运营|联系人：王女士|李先生|美女帅哥齐聚一堂|年龄不限|18周岁以上|"
    "16周岁以上|年满18周岁|18岁以上，男女不限|18周岁至法定退休年龄|法定退休年龄|退休人员可|16周岁以下勿扰|"
    "未满18周岁请勿报名|平均年龄28岁|团队平均年龄25岁以下|照顾3-6岁儿童|辅导12-15岁学员|员工孩子可享课程（0-12岁均可）|"
    "照顾80岁以上老人|30-50岁客户|教初中生数学|严禁使用童工|公司成立20年|工作经验3年|3年以上工作经验|20-30人的团队|"
    "工作时间8:30-17:30|月薪5000-8000元|户籍不限|解决北京户口|可落户|已婚未婚均可|婚假、产假|生育保险|"
    "测量身高体重|1.5米货架|乙肝疫苗推广|不查乙肝|熟悉Hive|残疾人优先|少数民族优先|无宗教场所|不收押金|零押金|"
    "不收取任何费用、押金等|不收取任何押金、服装费|无需培训费|免培训费|免费培训|带薪培训|体检费公司报销|"
    "负责投标保证金的缴纳|收取客户押金|银行贷款知识学习"
)


@pytest.mark.parametrize(
    ("name", "words"), [(name, one) for name, all_ in HELD.items() for one in all_.split("|")]
)
def test_held(name: str, words: str) -> None:
    findings = examine(replace(JOB, description=f"负责日常工作。\n{words}\n服从安排"))
    assert name in {finding.rule for finding in findings}


@pytest.mark.parametrize("words", PASSED.split("|"))
def test_passed(words: str) -> None:
    assert examine(replace(JOB, description=f"负责日常工作。\n{words}\n服从安排")) == ()


@pytest.mark.parametrize(
    "field", ["title", "requirements", "description", "conditions", "hours", "pay_text"]
)
def test_every_text_that_is_shown_is_examined(field: str) -> None:
    (finding,) = examine(replace(JOB, **{field: "岗位说明：限男"}))
    assert (finding.rule, finding.field, finding.words) == ("sex", field, "限男")
    assert "《妇女权益保障法》" in finding.basis


def test_an_employer_may_be_called_what_it_is() -> None:
    assert examine(replace(JOB, employer="示例男装押金公司")) == ()


def test_worst_first_and_each_word_once() -> None:
    findings = examine(replace(JOB, description="35岁以下。35岁以下。押金200元。招15岁"))
    assert [f.rule for f in findings] == ["under_16", "deposit", "age"]


def test_every_rule_cites_an_article_and_is_held_by_a_test() -> None:
    assert {rule.name for rule in RULES} == set(HELD)
    assert all("》" in rule.basis and "第" in rule.basis for rule in RULES)


@given(st.text(alphabet="男女限岁以下18-45押金不收童工\n，。（）优先", max_size=80))
def test_words_of_a_finding_stand_in_the_text(text: str) -> None:
    for finding in examine(replace(JOB, description=text)):
        assert finding.words
        assert finding.basis
