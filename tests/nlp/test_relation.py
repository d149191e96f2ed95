"""Relations: every pattern's example and counter-example, word orders, qualifiers, no facts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from corpus.normalize import fold
from nlp.extraction import Label, Link, Mention, Relation
from nlp.period import Anchor, find_periods
from nlp.pipe.relation import Source, extract_relations
from nlp.pipe.relation.pattern import Pattern, patterns
from ontology.iri import mint

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "云上事务实施办法"
NAMES: dict[str, tuple[str, Label]] = {
    **{f"{short}省": (f"{short}省", "Province") for short in
       ("安徽", "浙江", "江苏", "湖北", "湖南", "河北", "贵州", "福建")},
    **{f"{city}市": (f"{city}市", "City") for city in
       ("北京", "上海", "南昌", "咸宁", "南京", "苏州", "镇江", "青岛", "武汉", "重庆", "深圳")},
    **{short: (full, "Province") for short, full in
       (("北京", "北京市"), ("河北", "河北省"), ("江苏", "江苏省"))},
    **{body: (body, "GovernmentBody") for body in
       ("财政部", "教育部", "商务部", "民政部", "科学技术部", "工业和信息化部", "国务院",
        "国家标准化管理委员会", "国家发展和改革委员会", "国务院教育行政部门", "湖南省大数据局",
        "苏州市数据局", "镇江市数据局", "住房和城乡建设部")},
    **{firm: (firm, "Organization") for firm in ("楚云科技公司", "楚云公司")},
    **{work: (work, "Programme") for work in ("江汉科创走廊", "荆楚数据港", "江汉焕新行动")},
}  # fmt: skip
_NAME = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))


SPEAKER = Link(Mention(0, 0, "Province", ""), mint("test", "湖北省"), "湖北省", 0.8, "reports")


def source_of(text: str, title: str = "", on: date = date(2016, 6, 1)) -> Source:
    """Link the names above, as the components before would."""
    folded = fold(text)
    links = []
    for match in _NAME.finditer(folded):
        name, label = NAMES[match.group()]
        written = Mention(match.start(), match.end(), label, text[match.start() : match.end()])
        links.append(Link(written, mint("test", name), name, 1.0, "named in the test"))
    periods = tuple(
        (Mention(p.start, p.end, "Period", text[p.start : p.end]), p.period)
        for p in find_periods(folded, Anchor(on, on.year))
    )
    document = mint("document", "test") if title else None
    return Source(text, folded, tuple(links), periods, title, document)


def relations(text: str, title: str = "", speaker: Link | None = None) -> tuple[Relation, ...]:
    """Extract, and check what every relation promises."""
    source = replace(source_of(text, title), speaker=speaker)
    found = extract_relations(source)
    for relation in found:
        assert 0 <= relation.start < relation.end <= len(text)
        assert 0.3 <= relation.confidence <= 0.98
        assert not re.search("[\ue000-\ue005]", relation.subject + relation.object)
    return found


def facts(text: str, title: str = "", speaker: Link | None = None) -> set[str]:
    """Extract triples in the form of the pattern file."""
    return {f"{r.subject}|{r.predicate}|{r.object}" for r in relations(text, title, speaker)}


def speaker_of(pattern: Pattern) -> Link | None:
    """Return who reports, for the patterns of reports."""
    return SPEAKER if pattern.family.startswith("speaker") else None


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_example_yields_its_facts(pattern: Pattern) -> None:
    expected = {fact.replace("本文", TITLE) for fact in pattern.facts}
    assert expected <= facts(pattern.example, TITLE, speaker_of(pattern))


@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_counter_example_does_not_yield_the_predicate(pattern: Pattern) -> None:
    title = TITLE if pattern.family == "lineage" else ""
    found = relations(pattern.counter, title, speaker_of(pattern))
    assert [r.object for r in found if r.predicate == pattern.predicate] == []


def test_patterns_have_names_of_their_own_and_versions() -> None:
    names = [p.name for p in patterns()]
    assert len(names) == len(set(names))
    assert all(p.version >= 1 and p.method == f"pattern:{p.name}@{p.version}" for p in patterns())


def test_every_pattern_can_be_reached() -> None:
    methods = {r.method for p in patterns() for r in relations(p.example, TITLE, speaker_of(p))}
    assert {p.method for p in patterns()} <= methods


def test_predicates_are_the_ontology_s() -> None:
    from ontology.namespace import ZT

    assert all(getattr(ZT, p.predicate) for p in patterns())


def test_labels_of_objects_are_labels_of_the_contract() -> None:
    labels = {r.object_label for p in patterns() for r in relations(p.example, TITLE)}
    assert labels <= {*get_args(Label), None}


def one(text: str, predicate: str, title: str = "") -> Relation:
    found = [r for r in relations(text, title) if r.predicate == predicate]
    assert len(found) == 1, found
    return found[0]


def test_agent_is_found_clauses_ago() -> None:
    text = "江苏省强化统筹，深化改革，建立数据共享协调机制。"
    relation = one(text, "establishes")
    assert relation.subject == "江苏省"
    assert relation.confidence < one("江苏省建立数据共享协调机制。", "establishes").confidence


def test_unknown_subject_in_between_ends_the_agent() -> None:
    assert facts("江苏省强化统筹，各县分局做法不一，建立数据共享协调机制。") == set()


def test_agent_inside_a_longer_name_is_no_subject() -> None:
    assert facts("江苏省数据共享平台建成江海云中心。") == set()


def test_speaker_is_not_the_one_who_acts() -> None:
    assert facts("江苏省要求，建立数据共享协调机制。") == set()


@pytest.mark.parametrize(
    "text",
    [
        "江苏省是否建立数据共享协调机制？",
        "如果可行，江苏省建立数据共享协调机制。",
        "江苏省未建立数据共享协调机制。",
        "江苏省不得建立数据共享协调机制。",
        "江苏省建立数据共享协调机制的，由财政部奖励。",
        "支持江苏省建立数据共享协调机制。",
    ],
)
def test_what_is_no_fact(text: str) -> None:
    assert "江苏省|establishes|数据共享协调机制" not in facts(text)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("江苏省建立数据共享协调机制。", None),
        ("江苏省应当建立数据共享协调机制。", "required"),
        ("江苏省拟建立数据共享协调机制。", "planned"),
        ("江苏省将进一步建立数据共享协调机制。", "planned"),
        ("江苏省可以建立数据共享协调机制。", "permitted"),
    ],
)
def test_modality(text: str, modality: str | None) -> None:
    assert one(text, "establishes").modality == modality


def test_example_after_ru_is_no_condition() -> None:
    assert "浙江省|proposes|钱江云谷" in facts("多地提出新构想，如浙江省提出打造“钱江云谷”。")


def test_deadline_is_kept_as_period_and_plan() -> None:
    relation = one("贵州省计划到2019年基本建成“苗岭智慧城市群”。", "completes")
    assert relation.period is not None
    assert relation.period.end == date(2019, 12, 31)
    assert relation.modality == "planned"


def test_period_of_an_earlier_clause_governs() -> None:
    relation = one("2014年5月，福建省整合机构，启动数字集市试点工程。", "launches")
    assert relation.period is not None
    assert relation.period.start == date(2014, 5, 1)


def test_state_acts_but_is_no_part_of_a_name() -> None:
    assert "国家|establishes|数据分类分级保护制度" in facts("国家建立数据分类分级保护制度。")
    assert facts("江苏省数据局学习国家建立制度标准的做法。") == set()


def test_inclusion_carries_its_agent() -> None:
    relation = one("深圳市把数据质量评估纳入政府绩效评估体系。", "includedIn")
    assert (relation.subject, relation.object) == ("数据质量评估", "政府绩效评估体系")
    assert relation.agent == "深圳市"


def test_cooperation_carries_its_mode() -> None:
    text = "湖北省咸宁市与楚云科技公司签约，以BOT方式打造“香城云”。"
    assert one(text, "cooperatesWith").mode == "BOT"
    assert one(text, "builds").mode == "BOT"


def test_coordinated_objects_are_apart_and_shared_tails_together() -> None:
    both = facts("江苏省建立数据共享协调机制和专家咨询组。")
    assert both == {
        "江苏省|establishes|数据共享协调机制",
        "江苏省|establishes|专家咨询组",
    }
    assert facts("江苏省推进信用保障体系和服务体系建设。") == {
        "江苏省|promotes|信用保障体系和服务体系建设"
    }


@pytest.mark.parametrize(
    "text",
    [
        "江苏省建立由医院、急救机构、社区中心等组成的救治体系。",
        "江苏省出台方案。",
        "江苏省建立相关机制。",
        "江苏省制定二十条政策措施支持企业。",
        "江苏省建立" + "数据" * 20 + "机制。",
    ],
)
def test_unclean_or_empty_phrases_are_left_out(text: str) -> None:
    assert facts(text) == set()


def test_pushing_for_something_is_not_establishing_it() -> None:
    found = facts("江苏省推动建立长三角数据共享合作机制。")
    assert found == {"江苏省|promotes|长三角数据共享合作机制"}


def test_responsibility_heading_and_joint_lead() -> None:
    text = "（一）编制云上票据目录。明确格式。（责任单位：财政部、商务部；配合单位：教育部）"
    assert facts(text) == {
        "财政部|leads|编制云上票据目录",
        "商务部|leads|编制云上票据目录",
        "教育部|participatesIn|编制云上票据目录",
    }


def test_mark_names_no_body_that_is_part_of_a_longer_name() -> None:
    assert facts("编制云上票据目录。（省财政部门、南京市档案馆负责）") == set()


def test_marks_govern_only_what_stands_since_the_last() -> None:
    text = "推广云上票据。（财政部负责）编制校园目录。（教育部负责）"
    assert facts(text) == {"财政部|leads|推广云上票据", "教育部|leads|编制校园目录"}


def test_repeal_of_several_with_their_issuers() -> None:
    text = "本办法自公布之日起施行。《云票管理规定》（云发〔2001〕5号）、《云票使用规定》同时废止。"
    assert {f"{TITLE}|repeals|云票管理规定", f"{TITLE}|repeals|云票使用规定"} <= facts(text, TITLE)


@pytest.mark.parametrize(
    "text",
    [
        "本办法自公布之日起施行。《云甲规定》，《云乙规定》，《云丙规定》同时废止。",
        "本办法自公布之日起施行，1998年2月3日发布的《云甲规定》，2001年5月6日财政部发布的《云乙规定》"
        "和《云丙规定》同时废止。",
        "本办法自公布之日起施行。《云甲规定》（云发〔2001〕5号），《云乙规定》（云发〔2002〕6号），"
        "《云丙规定》同时停止执行。",
        "下列文件自本办法施行之日起同时废止：（一）《云甲规定》；（二）《云乙规定》；（三）《云丙规定》。",
        "下列规定同时废止：\n一、《云甲规定》\n二、《云乙规定》\n三、财政部《云丙规定》\n四、其他。",
    ],
    ids=["commas", "issued", "numbers", "items", "lines"],
)
def test_lists_of_what_is_repealed_are_read_whole(text: str) -> None:
    repealed = {f for f in facts(text, TITLE) if "|repeals|" in f}
    assert repealed == {f"{TITLE}|repeals|云{n}规定" for n in "甲乙丙"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "制定出台云上规划的有5个省，包括湖北省、湖南省。",
            {"湖北省|formulates|云上规划", "湖南省|formulates|云上规划"},
        ),
        (
            "已设立云上数据局的城市有南京市、苏州市等。",
            {"南京市|establishes|云上数据局", "苏州市|establishes|云上数据局"},
        ),
        ("目前已有湖北省出台云上规划。", {"湖北省|formulates|云上规划"}),
        (
            "“湘江云”由湖南省大数据局负责建设和运营。",
            {"湖南省大数据局|builds|湘江云", "湖南省大数据局|operates|湘江云"},
        ),
        (
            "云上票据目录由财政部会同商务部制定。",
            {"财政部|formulates|云上票据目录", "商务部|participatesIn|云上票据目录"},
        ),
        ("财政部将“江海云”纳入重点工程清单。", {"江海云|includedIn|重点工程清单"}),
        ("“江海云”被财政部列入重点工程清单。", {"江海云|includedIn|重点工程清单"}),
    ],
)
def test_other_orders_of_words(text: str, expected: set[str]) -> None:
    assert facts(text) == expected


def test_agent_behind_the_passive_is_kept() -> None:
    assert one("“江海云”被财政部列入重点工程清单。", "includedIn").agent == "财政部"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("具体办法由财政部另行制定。", {"财政部|formulates|具体办法"}),
        (
            "执行本法的具体办法，由财政部、商务部依据本法制定。",
            {"财政部|formulates|执行本法的具体办法", "商务部|formulates|执行本法的具体办法"},
        ),
        ("军营的云票工作，由财政部依照本法制定管理办法。", {"财政部|formulates|管理办法"}),
        ("财政部制定管理办法。", set()),
        (
            "云票标准由财政部会同商务部规定、公布。",
            {"财政部|formulates|云票标准", "商务部|participatesIn|云票标准"},
        ),
        ("财政部负责统筹协调全国云票工作。", {"财政部|leads|全国云票工作"}),
        ("财政部在国务院领导下，主管全国云票工作。", {"财政部|administers|全国云票工作"}),
        ("商务部启动实施云桥建设提升行动。", {"商务部|launches|云桥建设提升行动"}),
        ("财政部近期印发关于延长云票期限的通知。", {"关于延长云票期限的通知|issuedBy|财政部"}),
        ("财政部发布关于云票的解读。", set()),
    ],
)
def test_who_is_in_charge_and_who_is_to_make_rules(text: str, expected: set[str]) -> None:
    assert facts(text) == expected


def test_news_does_not_repeal_what_it_reports() -> None:
    found = facts("财政部决定废止《云票管理规定》。", "财政部清理文件")
    assert found == {"财政部清理文件|cites|云票管理规定"}


def test_title_of_a_forwarding_notice() -> None:
    title = "湖北省人民政府办公厅关于转发云上票据工作方案的通知"
    assert f"{title}|forwards|云上票据工作方案" in facts(f"{title}\n各市：\n请执行。", title)


def test_own_number_and_certificates_are_not_cited() -> None:
    text = f"{TITLE}\n申请人凭《云票使用许可证》办理。"
    assert facts(text, TITLE) == set()


def test_document_does_not_cite_itself() -> None:
    assert facts(f"为实施《{TITLE}》，各地做了准备。", TITLE) == set()


def test_titles_side_by_side_are_two() -> None:
    text = "根据《云票法》《云票条例》，制定本办法。"
    assert {f"{TITLE}|basedOn|云票法", f"{TITLE}|basedOn|云票条例"} <= facts(text, TITLE)


def test_extraction_is_deterministic_and_sorted() -> None:
    text = "".join(p.example for p in patterns())
    first, second = relations(text, TITLE), relations(text, TITLE)
    assert first == second
    assert [r.start for r in first] == sorted(r.start for r in first)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "text",
    [
        "《" * 20000,
        "《云票法》" * 4000,
        "（" * 20000,
        "财政部、" * 8000 + "建立机制",
        "江苏省已已已" * 5000,
        "将" * 20000 + "纳入",
        "财政部建立" + "数据、" * 10000 + "机制",
        "\ue000" * 20000,
        "“" * 20000,
        "根据" * 10000,
        "建立机制和" * 6000,
        "2014年，" * 5000,
    ],
    ids=lambda text: text[:6].encode("unicode_escape").decode(),
)
def test_hostile_text_does_not_hang(text: str) -> None:
    assert all(r.end <= len(text) for r in extract_relations(source_of(text, TITLE)))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("pattern", patterns(), ids=lambda p: p.name)
def test_hostile_repeats_of_a_pattern_do_not_hang(pattern: Pattern) -> None:
    for unit in (pattern.triggers[0], pattern.example, f"财政部、江苏省{pattern.triggers[-1]}"):
        text = unit * (4000 // len(unit))
        source = replace(source_of(text, TITLE), speaker=speaker_of(pattern))
        assert all(r.end <= len(text) for r in extract_relations(source))


def test_pipeline_component_gives_relations(shared_data: Path) -> None:
    """The article's facts come out of the whole pipeline, quotes verbatim."""
    from corpus import parse
    from corpus.document import RawDocument
    from nlp.pipeline import load

    text = (shared_data / "smart-city-2014.txt").read_text(encoding="utf-8")
    document = parse(RawDocument("article", text))
    extraction = load().extract(document)
    found = {(r.subject, r.predicate, r.object) for r in extraction.relations}
    assert ("广东省", "proposes", "珠三角智慧城市群") in found
    assert ("交通信息卡系统", "includedIn", "重庆市道路交通安全条例") in found
    assert sum(p == "formulates" for _, p, _ in found) == 11
    for relation in extraction.relations:
        assert document.quote(relation.start, relation.end).strip()


def test_passive_takes_the_object_of_the_clause_before() -> None:
    text = "苏州市将市属单位的数据项目纳入全市统一规划，并由苏州市数据局归口管理。"
    assert "苏州市数据局|administers|市属单位的数据项目" in facts(text)


def test_agent_that_is_not_known_states_nothing() -> None:
    source = source_of("江苏省建立数据共享协调机制。")
    unknown = tuple(replace(link, iri=None, name=None) for link in source.links)
    assert extract_relations(replace(source, links=unknown)) == ()


def test_modality_goes_on_with_the_subject() -> None:
    text = "江苏省应当从实际出发，建立数据共享协调机制。"
    assert one(text, "establishes").modality == "required"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("南京市打造高端人才“强磁场”。", {"南京市|builds|高端人才“强磁场”"}),
        ("南京市打造集聚人才的“强磁场”。", set()),
        ("南京市推出系列游戏帮助学生“快乐学习周”。", set()),
        ("南京市启动为期三年的“江海云行动计划”。", {"南京市|launches|江海云行动计划"}),
    ],
)
def test_quoted_words_are_not_always_names(text: str, expected: set[str]) -> None:
    assert facts(text) == expected


def test_what_is_to_be_supported_is_not_done() -> None:
    text = "支持苏州市打造丝绸数据基地，南京市打造江海数据基地。"
    found = [r for r in relations(text) if r.subject == "南京市"]
    assert [r.modality for r in found] == ["planned"] * len(found)


def test_office_named_after_a_verb_is_no_action() -> None:
    assert facts("国务院建设主管部门应当从实际出发，组织编制全国管网建设规划。") == set()


def test_titles_of_plays_are_not_cited() -> None:
    assert facts("电视剧《云上人家》广受好评。", TITLE) == set()


def test_case_described_in_a_rule_is_no_inclusion() -> None:
    assert facts("雨水排放已纳入城市排水系统，确需临时排放的，应当报告。") == set()


def test_one_who_heads_leaves_the_others_to_take_part() -> None:
    text = "编制云上票据目录。（牵头单位：财政部；责任单位：教育部、商务部）"
    assert facts(text) == {
        "财政部|leads|编制云上票据目录",
        "教育部|participatesIn|编制云上票据目录",
        "商务部|participatesIn|编制云上票据目录",
    }


def test_repeal_holds_from_the_day_of_force_not_of_the_old_issue() -> None:
    text = "本办法自2015年3月1日起施行。财政部1998年9月2日发布施行的《云票管理规定》同时废止。"
    relation = one(text, "repeals", TITLE)
    assert relation.period is not None
    assert relation.period.start == date(2015, 3, 1)
