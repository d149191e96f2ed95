"""The kept text and its folded copy: lengths, offsets, and what may change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.normalize import fold, normalize

POLICY_TEXT = st.text(
    st.sampled_from(
        "中国增长到年月日一二九十第条，。：；"
        "！？,:;?!()（）<>《》〈〉\uff15\uff05\uff21　 \t○◯〇Oo0123%~～-—–―\u2212∶·•\n"
    )
    | st.characters(codec="utf-8")
)
ANY_TEXT = st.text(st.sampled_from("甲乙\r\n\ufeff\x00\x85\ud800\udc00 ") | st.characters())


@given(POLICY_TEXT)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(POLICY_TEXT)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_brings_signs_to_one_form() -> None:
    assert fold("ＧＤＰ增长５％") == "GDP增长5%"
    assert fold("增长5%,其中(工业)为3.5万元;") == "增长5%，其中（工业）为3.5万元；"
    assert fold("1,234.5万元于9:30") == "1,234.5万元于9:30"
    assert fold("比例为3∶1，3：1") == "比例为3:1，3:1"
    assert fold("节後有2000馀家") == "节后有2000余家"
    assert fold("甲\u3000乙\xa0丙\u2002丁") == "甲 乙 丙 丁"
    assert fold("⼀级，⾦融") == "一级，金融"


def test_fold_knows_zero_only_in_numerals() -> None:
    assert fold("二○一八年、二OO九年、二0二0年") == "二〇一八年、二〇〇九年、二〇二〇年"
    assert fold("统一OA平台，一体化O2O") == "统一OA平台，一体化O2O"


def test_fold_brings_range_dashes_to_one_form_and_leaves_dates() -> None:
    assert fold("5%～6%、3~5万元、2020年-2025年、1997年4月―1998年2月") == (
        "5%—6%、3—5万元、2020年—2025年、1997年4月—1998年2月"
    )
    assert fold("2026-02-03") == "2026-02-03"


def test_fold_turns_angle_brackets_round_a_title() -> None:
    assert fold("《关于修改<某法>的决定》，增速<5%") == "《关于修改〈某法〉的决定》，增速<5%"


@given(ANY_TEXT)
def test_normalize_keeps_an_offset_map(raw: str) -> None:
    text, offsets = normalize(raw)
    for at, character in enumerate(text):
        there = raw[offsets.to_source(at)]
        assert there == character or (character, there) == ("\n", "\r") or character == "\ufffd"


@given(ANY_TEXT)
def test_normalize_twice_is_normalize_once(raw: str) -> None:
    text, _ = normalize(raw)
    assert normalize(text)[0] == text
    text.encode()


def test_normalize_rewrites_nothing_else() -> None:
    text, offsets = normalize("\ufeff　　\uff15％\t—\r\n尾\x07声\r")
    assert text == "　　\uff15％\t—\n尾声\n"
    assert offsets.to_source(text.index("声")) == "\ufeff　　\uff15％\t—\r\n尾\x07声".index("声")


def test_fold_looks_at_what_stands_beside_a_mark() -> None:
    assert fold("甲,b;c:丁 a,b 9:30") == "甲，b;c：丁 a,b 9:30"
    assert fold(",甲") == "，甲"
    assert fold("乙?") == "乙？"
    assert fold("比例1：2：3，时间：9：3\uff10，第3：甲") == "比例1:2:3，时间：9:30，第3：甲"
    assert fold("：3") == "：3"
    assert fold("³：3") == "³：3"


def test_fold_reads_circles_only_beside_numerals() -> None:
    assert fold("一○○年、○一、十〇、20○○、○") == "一〇〇年、〇一、十〇、20○○、○"
    assert fold("二O一八年，A二O") == "二〇一八年，A二O"
