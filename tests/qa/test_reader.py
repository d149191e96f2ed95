"""The reader: candidates are verbatim and whole, trees as arrays agree, spans are found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from corpus import parse
from corpus.document import PolicyDocument, RawDocument
from qa.error import RetrievalError
from qa.reader import find, reader
from qa.reader.bound import at_most
from qa.reader.candidate import Spans, spans
from qa.reader.certainty import SIGNS, signs
from qa.reader.match import Matched
from qa.reader.model import load, shipped
from qa.reader.question import KINDS, question
from qa.reader.reader import candidates, score
from qa.reader.region import regions
from qa.reader.scene import scene
from qa.reader.tree import Trees
from qa.reader.whole import NAMES, wholes
from qa.retrieval import Hit
from qa.way.definition import defined

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "青禾县公共自行车管理办法\n"
    "第一条　为方便群众出行，制定本办法。\n"
    "第二条　公共自行车由县交通运输局负责管理，站点的选址由县自然资源局（规划科）确定。"
    "市民通过青禾通小程序扫码租车。\n"
    "第三条　租车一小时以内免费，超过一小时的每小时收费一元，每日最高收费十元。"
    "咨询电话：0577-88001234。\n"
)


@pytest.fixture
def document() -> PolicyDocument:
    return parse(RawDocument("bikes", TEXT))


@pytest.fixture
def hits(document: PolicyDocument) -> list[tuple[Hit, PolicyDocument]]:
    return [
        (Hit(document.id, p.start, p.end, p.section_path, 1.0 / (n + 1)), document)
        for n, p in enumerate(document.passages)
    ]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("公共自行车由谁负责管理？", "who"),
        ("在哪些地区试点？", "where"),
        ("何时起施行？", "when"),
        ("每日最高收费多少元？", "number"),
        ("如何租车？", "manner"),
        ("为什么制定本办法？", "reason"),
        ("采取了哪些措施？", "measure"),
        ("咨询电话是多少？", "contact"),
        ("什么是公共自行车？", "meaning"),
    ],
)
def test_a_question_tells_what_kind_of_thing_it_asks_for(asked: str, kind: str) -> None:
    assert question(asked).kinds[list(KINDS).index(kind)]


def test_how_to_deal_with_is_no_question_for_a_place() -> None:
    assert not question("如何处置违规租车？").kinds[list(KINDS).index("where")]


def test_regions_do_not_overlap_and_are_the_text(
    hits: list[tuple[Hit, PolicyDocument]], document: PolicyDocument
) -> None:
    found = regions([*hits, *hits])
    ends = [(each.start, each.start + len(each.text)) for each in found]
    assert all(a[1] <= b[0] or b[1] <= a[0] for n, a in enumerate(ends) for b in ends[:n])
    for each in found:
        assert len(each.text) == len(document.text[each.start : each.start + len(each.text)])


def test_candidates_close_their_brackets(hits: list[tuple[Hit, PolicyDocument]]) -> None:
    for region in regions(hits):
        matched = Matched(question("站点的选址由谁确定？"), region.text)
        found = spans(region, matched, range(len(region.spans)))
        words = [region.text[a:b] for a, b in zip(found.start, found.end, strict=True)]
        assert words
        assert all(w == w.strip("，、： \n") for w in words)
        assert all(w.count("（") == w.count("）") for w in words)


def test_matches_are_counted_for_any_span() -> None:
    matched = Matched(question("县交通运输局"), "由县交通运输局负责，交通")
    held = matched.held(np.array([0, 1, 9]), np.array([4, 7, 12]))
    assert held.sum(axis=0).tolist() == [2, 5, 1]
    assert matched.to_left(np.array([7, 9])).tolist() == [0.0, 2.0]
    assert matched.to_right(np.array([8])).tolist() == [2.0]


def test_trees_send_each_row_to_its_leaf() -> None:
    one = Trees(
        feature=np.array([[1, 0, 0]], dtype=np.int16),
        threshold=np.array([[0.5, 0, 0]], dtype=np.float32),
        left=np.array([[1, 1, 2]], dtype=np.int16),
        right=np.array([[2, 1, 2]], dtype=np.int16),
        value=np.array([[0, 3, 7]], dtype=np.float32),
        depth=1,
    )
    rows = np.array([[9, 0.5], [9, 0.6]], dtype=np.float32)
    assert one.score(rows).tolist() == [3.0, 7.0]
    assert Trees.of(one.arrays("x_"), "x_").score(rows).tolist() == [3.0, 7.0]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("青禾县公共自行车咨询电话是多少？", "0577-88001234"),
        ("青禾县市民通过什么租车？", "青禾通小程序"),
    ],
)
def test_the_shipped_reader_finds_a_span_in_whole_sentences(
    asked: str, answer: str, hits: list[tuple[Hit, PolicyDocument]], document: PolicyDocument
) -> None:
    best = next(iter(find(asked, hits)))
    assert answer in document.text[best.start : best.end]
    assert best.low <= best.start < best.end <= best.high
    assert 0 <= best.confidence <= 1


def test_a_question_on_something_else_is_less_sure(hits: list[tuple[Hit, PolicyDocument]]) -> None:
    own = next(iter(find("青禾县公共自行车由谁负责管理？", hits))).confidence
    other = next(iter(find("白岭市新能源汽车购置补贴标准是多少？", hits))).confidence
    assert other < own / 2


def test_signs_tell_the_right_document_from_another(
    hits: list[tuple[Hit, PolicyDocument]], document: PolicyDocument
) -> None:
    other = parse(RawDocument("dogs", "白岭市养犬办法\n养犬应当登记，由市公安局负责管理。\n"))
    both = [*hits, (Hit(other.id, 0, len(other.text), (), 0.1), other)]
    asked = question("青禾县公共自行车由谁负责管理？")
    documents, held = wholes(asked, both)
    assert [each.id for each in documents] == [document.id, "dogs"]
    cover, lacks = NAMES.index("cover"), NAMES.index("lacks_word")
    assert held[0, cover] > held[1, cover]
    assert held[0, lacks] == 0 < held[1, lacks]
    found, names = candidates(asked.text, both)
    told = signs(found, score(shipped(), found.rows), names)
    assert dict(zip(SIGNS, told.tolist(), strict=True))["over_cover"] > 0


def test_a_document_that_retrieval_finds_relevant_is_surer(
    hits: list[tuple[Hit, PolicyDocument]],
) -> None:
    text = "白岭市共享汽车办法\n共享汽车由市公安局负责管理，市民通过白岭通小程序租车。\n"
    other = parse(RawDocument("cars", text))
    asked = "青禾县公共自行车由谁负责管理？"

    def sure(own: float, rival: float) -> float:
        judged = [(replace(hit, relevance=own), document) for hit, document in hits]
        read = [*judged, (Hit(other.id, 0, len(other.text), (), 0.1, relevance=rival), other)]
        return next(iter(find(asked, read))).confidence

    assert sure(3.0, -3.0) > sure(0.0, 0.0) > sure(-3.0, 0.0)


ABOUT = (
    "青禾县公共自行车由谁负责管理？",
    "青禾县公共自行车咨询电话是多少？",
    "租车一小时以内如何收费？",
    "白岭市新能源汽车购置补贴标准是多少？",
)


@pytest.mark.parametrize("asked", ABOUT)
@pytest.mark.parametrize("alone", [True, False])
def test_no_span_is_surer_than_the_bound_that_is_told_before(
    asked: str, alone: bool, hits: list[tuple[Hit, PolicyDocument]]
) -> None:
    other = parse(RawDocument("dogs", "白岭市养犬办法\n养犬应当登记，由市公安局负责管理。\n"))
    read = hits if alone else [*hits, (Hit(other.id, 0, len(other.text), (), 0.1), other)]
    sure = next(iter(find(asked, read))).confidence
    seen = scene(question(asked), regions(read))
    documents, held = wholes(seen.question, read)
    numbers = {document.id: number for number, document in enumerate(documents)}
    certainty = shipped().alone if alone else shipped().many
    chosen = [each for each, _ in seen.chosen()]
    assert sure <= at_most(certainty, seen, chosen, numbers, held) < 1


def test_no_span_is_looked_for_where_none_can_be_sure_enough(
    hits: list[tuple[Hit, PolicyDocument]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def counted(*given: Any) -> Spans:  # noqa: ANN401 - handed on
        looked.append(1)
        return spans(*given)

    monkeypatch.setattr(reader, "spans", counted)
    assert list(find(ABOUT[-1], hits, least=0.9)) == []
    assert looked == []
    best = next(iter(find(ABOUT[0], hits)))
    assert next(iter(find(ABOUT[0], hits, least=best.confidence))) == best
    assert looked


def test_the_model_has_a_weight_for_every_sign() -> None:
    assert len(shipped().many.weights) == len(shipped().alone.weights) == len(SIGNS) + 1


def test_nothing_to_read_is_no_answer() -> None:
    assert list(find("由谁负责？", [])) == []


def test_the_model_knows_the_features_that_there_are(
    hits: list[tuple[Hit, PolicyDocument]],
) -> None:
    _, names = candidates("由谁负责管理？", hits)
    assert set(shipped().names) == set(names)


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "reader.npz").write_bytes(b"no model")
    with pytest.raises(RetrievalError, match="train-reader"):
        load(tmp_path / "reader.npz")


@pytest.mark.parametrize("asked", ["什么是绿骑卡？", "绿骑卡是指什么？", "绿骑卡是什么"])
def test_a_document_defines_its_terms(asked: str) -> None:
    text = "绿骑卡由县政府监制。本办法所称绿骑卡，是指租用公共自行车的凭证。绿骑卡丢失须挂失。"
    document = parse(RawDocument("card", text))
    hits = [(Hit(document.id, p.start, p.end, (), 1.0), document) for p in document.passages]
    found = defined(asked, hits)
    assert found is not None
    _, start, end, begin, last = found
    assert text[start:end] == "本办法所称绿骑卡，是指租用公共自行车的凭证。"
    assert text[begin:last] == "租用公共自行车的凭证。"
    assert defined("绿骑卡由谁监制？", hits) is None


def test_lists_leads_and_headings_are_seen_around_a_span() -> None:
    text = (
        "近日，青禾县印发自行车管理措施。三、加强站点管理。一是定期检修车辆；二是补足站点。"
        "对外地游客的，免收押金。押金如何退还？凭身份证退还。"
    )
    document = parse(RawDocument("list", text))
    found, names = candidates(
        "加强站点管理有哪些措施？", [(Hit(document.id, 0, len(text), (), 1.0), document)]
    )
    rows = dict(zip(names, found.rows.T, strict=True))

    def of(name: str, words: str) -> float:
        start = document.text.index(words)
        at = (found.places[:, 1] == start) & (found.places[:, 2] == start + len(words))
        return float(rows[name][at][0])

    assert of("headed_before", "一是定期检修车辆；二是补足站点。") == 1
    assert of("headed_before", "近日，青禾县印发自行车管理措施。") == 0
    assert of("item_goes_on", "一是定期检修车辆") == 1
    assert of("item_goes_on", "一是定期检修车辆；二是补足站点。") == 0
    assert of("items_held", "一是定期检修车辆；二是补足站点。") == 2
    assert of("after_condition", "免收押金。") == 1
    assert of("after_asking", "凭身份证退还。") == 1
    assert of("issues", "免收押金。") == 0 < of("issues", "近日，青禾县印发自行车管理措施。")
    assert of("likes_later", "近日，青禾县印发自行车管理措施。") >= 1


def test_no_span_goes_on_into_the_next_article() -> None:
    text = "第一条 押金由县里退还。退还不收费。\n第二条 车辆由企业检修。检修不收费。"
    document = parse(RawDocument("law", text))
    found, _ = candidates("押金怎么退还？", [(Hit(document.id, 0, len(text), (), 1.0), document)])
    second = document.text.index("第二条")
    assert len(found.places)
    assert not ((found.places[:, 1] < second) & (found.places[:, 2] > second)).any()
