"""Up to which change a text goes, told by the notes below its title; texts are made up."""

from __future__ import annotations

from datetime import date

import pytest

from corpus import RawDocument, parse
from kg.time.edition import edition_in

TAIL = "\n\n第一条 本条例自2001年3月1日起施行。2030年1月1日修订的目录另行公布。\n"


@pytest.mark.parametrize(
    ("notes", "day", "quote"),
    [
        pytest.param(
            "1999年5月6日云河省第九届人民代表大会常务委员会第二次会议通过\n"
            "2012年7月8日云河省第十一届人民代表大会常务委员会第三次会议通过\n2012年10月1日 施行",
            date(2012, 7, 8),
            "2012年7月8日云河省第十一届人民代表大会常务委员会第三次会议通过",
            id="adopted twice, entry into force is no change",
        ),
        pytest.param(
            "（2003年2月3日通过　根据2009年4月5日《关于修改〈云河省水法〉的决定》修正）",
            date(2009, 4, 5),
            "2009年4月5日《关于修改〈云河省水法〉的决定》修正）",
            id="events in one line with brackets",
        ),
        pytest.param(
            "2007年2月24日 云河省令第4号公布\n2024年11月8日 云河省令第7号修订）",
            date(2024, 11, 8),
            "2024年11月8日 云河省令第7号修订）",
            id="a stray bracket",
        ),
    ],
)
def test_last_change_in_the_notes(notes: str, day: date, quote: str) -> None:
    document = parse(RawDocument("a.md", f"# 云河省水条例\n\n{notes}{TAIL}"))
    found = edition_in(document)
    assert found is not None
    assert found[0] == day
    assert document.quote(*found[1]) == quote


def test_a_text_without_notes_has_no_edition() -> None:
    assert edition_in(parse(RawDocument("a.md", f"# 云河省水条例{TAIL}"))) is None
