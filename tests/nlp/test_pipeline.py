"""The pipeline as a whole: what holds for every text."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Metadata, PolicyDocument
from nlp import pipeline as module
from nlp.pipeline import COMPONENTS, Pipeline, blocks, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.tokens import Doc

    from nlp.extraction import Extraction

TEXT = (
    "湖北省财政厅印发《关于推进甲事的通知》（鄂财发〔2031〕4号）。\n"
    "武汉市到2032年建成“数字武汉”。\n"
)


def document(text: str, **metadata: object) -> PolicyDocument:
    return PolicyDocument("x", text, Metadata(**metadata), (), (), "0")  # type: ignore[arg-type]


def check(text: str, found: Extraction) -> None:
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
    assert list(found.mentions) == sorted(found.mentions)
    for link in found.links:
        assert link.mention in found.mentions
        assert link.reason
        assert 0 < link.score <= 1
        assert (link.iri is None) == (link.name is None)


def test_components_fit_together() -> None:
    assert load().problems() == {}
    assert len(COMPONENTS) == len(dict(COMPONENTS))


def test_loading_twice_gives_the_same() -> None:
    assert load() is load()


def test_every_mention_is_where_it_says() -> None:
    found = load().extract(document(TEXT))
    check(TEXT, found)
    assert not found.warnings
    assert {m.label for m in found.mentions} >= {
        "Province",
        "City",
        "GovernmentBody",
        "PolicyDocument",
        "DocumentNumber",
        "Programme",
    }


def test_extracting_twice_gives_the_same() -> None:
    assert load().extract(document(TEXT)) == load().extract(document(TEXT))


def test_a_question_has_no_document() -> None:
    found = load().parse("宜昌市2031年的目标是多少？", date(2031, 3, 1))
    assert [link.name for link in found.links if link.mention.label == "City"] == ["宜昌市"]


def test_full_width_and_half_width_are_read_alike() -> None:
    text = "根据国发\uff3b\uff12\uff10\uff13\uff11\uff3d\uff17号,武汉市"
    found = load().parse(text)
    check(text, found)
    assert [k.name for k in found.links if k.mention.label == "DocumentNumber"] == [
        "国发〔2031〕7号"
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(
                "《》〈〉“”（）〔〕号令省市区县委局第条年月日、，。\n 　全我本0123\uff11\uff12％"
            ),
            st.characters(min_codepoint=0x4E00, max_codepoint=0x4F00),
            st.characters(exclude_categories=["Cs"]),
        ),
        max_size=120,
    )
)
def test_no_text_breaks_it(text: str) -> None:
    found = load().parse(text)
    check(text, found)
    assert found.warnings == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "《" * 500, "》" * 500, "省" * 3000, "😀" * 50])
def test_degenerate_texts(text: str) -> None:
    assert load().parse(text).warnings == ()


def test_a_failing_component_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = load()._nlp

    def fail(_doc: object) -> None:
        raise KeyError("甲")

    broken = [(n, fail if n == "zt_person" else c) for n, c in nlp.pipeline]
    monkeypatch.setattr(type(nlp), "pipeline", property(lambda _nlp: broken))
    found = Pipeline(nlp).extract(document(TEXT))
    assert len(found.warnings) == 1
    assert "zt_person: KeyError" in found.warnings[0]
    assert found.relations or found.mentions


def test_a_failure_costs_its_sentence_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nlp = load()._nlp
    text = "湖北省省长李建国出席。武汉市市长王建军讲话。宜昌市市长张建民参加。湖北省投资5亿元。"
    whole = load().extract(document(text))

    def picky(doc: Doc, component: Callable[[Doc], Doc]) -> Doc:
        if "王建军" in doc.text:
            raise ValueError("乙")
        return component(doc)

    broken = [(n, partial(picky, component=c) if n == "zt_person" else c) for n, c in nlp.pipeline]
    monkeypatch.setattr(type(nlp), "pipeline", property(lambda _nlp: broken))
    found = Pipeline(nlp).extract(document(text))
    check(text, found)
    lost = [m for m in whole.mentions if m not in found.mentions]
    assert [m.text for m in lost] == ["王建军"]
    assert found.measurements == whole.measurements
    assert found.warnings == ("zt_person: ValueError: 乙 (characters 11–22)",)
    assert caplog.messages == list(found.warnings)


_HOSTILE = {
    "unbalanced titles": "《" * 9000,
    "nested parentheses": "（甲" * 3000 + "）" * 3000,
    "nested titles": "《甲办法" * 2000 + "》" * 2000,
    "quotes": "“" * 9000,
    "places in a row": "北京市" * 3000,
    "bodies in a row": "国务院、" * 2000,
    "provinces by one character": "京津冀沪" * 2000,
    "digits": "1" * 9000,
    "numerals": "一百二十三" * 2000,
    "percentages": "5%、" * 2000,
    "one word": "的" * 9000,
    "heads of names": "管理部门大学医院" * 1000,
    "marks of duty": "（责任单位：财政部、" * 900,
    "a roster": "主任：王伟 财政部部长\n" * 700,
    "by-lines": "（记者" * 3000,
    "ranges of places": "武汉市至" * 2000,
    "dates": "2020年1月" * 1500,
    "full width and emoji": "\uff11\uff12\uff05😀①Ⅷ" * 1500,
    "control characters": "\x00\x07\x1b\u200b\ufeff" * 1500,
    "no punctuation": "推动数字经济与实体经济深度融合发展" * 1500,
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_repeats_neither_fail_nor_hang(text: str) -> None:
    metadata = Metadata(
        title="2026年湖北省政府工作报告", kind="work_report", issuers=("湖北省人民政府",)
    )
    found = load().extract(PolicyDocument("x", text, metadata, (), (), "0"))
    check(text, found)
    assert found.warnings == ()


@given(st.text(alphabet="甲\n", max_size=200), st.integers(1, 30))
def test_blocks_tile_a_text(text: str, size: int) -> None:
    spans = blocks(text, size)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= size for a, b in spans)


def test_a_long_text_is_read_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEXT * 40
    whole = load().extract(document(text, issuers=("湖北省人民政府",)))
    monkeypatch.setattr(module, "BLOCK", len(TEXT) * 7)
    monkeypatch.setattr(module.blocks, "__defaults__", (len(TEXT) * 7,))
    parts = load().extract(document(text, issuers=("湖北省人民政府",)))
    check(text, parts)
    assert parts.mentions == whole.mentions
    assert parts.links == whole.links


def test_real_documents_have_no_warnings(shared_data: Path) -> None:
    lines = (shared_data / "state-council-documents.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:4]:
        text = json.loads(line)["text"]
        found = load().extract(document(text, issuers=("国务院",)))
        check(text, found)
        assert not found.warnings
