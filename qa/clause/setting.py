"""Whether a sentence speaks of the time, place and session that a question sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.clause.sentence import LITERAL, LOOK_BACK
from qa.recall.rank import short_name

if TYPE_CHECKING:
    from qa.clause.sentence import Sentence, Wanted

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]+(?:届|次会议|批|期|轮|版)")
_SIDE = re.compile(r"(?P<day>\d+[日月年])(?:以|之)?(?P<side>[前后])")
_NATION = re.compile(r"全国|我国|中国")


def contradicts_time(wanted: Wanted, sentence: Sentence, at: int) -> bool:
    """Whether the last time of a like kind written before a place is another than the one asked.

    >>> from types import SimpleNamespace
    >>> from qa.clause.sentence import Sentence, Wanted
    >>> asked = Wanted(SimpleNamespace(question="27日供应多少吨？"))
    >>> said = Sentence(None, 0, "26日供应2吨，27日供应35吨", "")
    >>> contradicts_time(asked, said, 5), contradicts_time(asked, said, 13)
    (True, False)
    """
    for time in wanted.times:
        kind = time.lstrip("0123456789.")
        like = [
            m.group() for m in LITERAL.finditer(sentence.text, 0, at) if m.group().endswith(kind)
        ]
        if like and like[-1] != time and time not in sentence.text[at : at + 1]:
            return True
    return False


def same_year(wanted: Wanted, sentence: Sentence) -> bool:
    """Whether a year asked for is the sentence's: its own, the last before, its document's."""
    asked = frozenset(_YEAR.findall(wanted.question))
    if not asked:
        return True
    before = fold(sentence.document.text[max(0, sentence.start - LOOK_BACK) : sentence.start])
    said = _YEAR.findall(sentence.text) or _YEAR.findall(before)[-1:]
    about = sentence.document.metadata
    day = about.issued_on or about.published_on
    return bool(asked & set(said)) if said else day is not None and str(day.year) in asked


def same_side(wanted: Wanted, sentence: Sentence) -> bool:
    """Whether what holds before or after a day asked for is what the sentence speaks of.

    >>> from types import SimpleNamespace
    >>> from qa.clause.sentence import Sentence, Wanted
    >>> asked = Wanted(SimpleNamespace(question="5月1日以后适用哪部法？"))
    >>> same_side(asked, Sentence(None, 0, "5月1日以前适用旧法。", ""))
    False
    """
    for match in _SIDE.finditer(wanted.question):
        other = "前" if match["side"] == "后" else "后"
        day = match["day"]
        if re.search(rf"{day}以?{other}", sentence.text) and not re.search(
            rf"{day}以?{match['side']}", sentence.text
        ):
            return False
    return True


def same_ordinal(wanted: Wanted, sentence: Sentence) -> bool:
    """Whether the sessions, batches and editions that a question names are the sentence's.

    >>> from types import SimpleNamespace
    >>> from qa.clause.sentence import Sentence, Wanted
    >>> asked = Wanted(SimpleNamespace(question="三次会议由谁主持？"))
    >>> same_ordinal(asked, Sentence(None, 0, "主席主持会议", "四次会议主席团举行会议"))
    False
    """
    said = f"{sentence.text} {sentence.around}"
    return all(each in said for each in _ORDINAL.findall(wanted.question))


def same_place(wanted: Wanted, sentence: Sentence) -> bool:
    """Whether a place that is asked for is named by the sentence, or just before, or the title.

    A sentence on the whole country is not on a place that only the title names.
    """
    names = [short_name(x.mention.text) for x in wanted.intent.places]
    if not names or all(name in sentence.text for name in names):
        return True
    about = sentence.document.metadata
    before = fold(sentence.document.text[max(0, sentence.start - LOOK_BACK) : sentence.start])
    around = f"{sentence.text} {before} {about.title} {' '.join(about.issuers)}"
    return not _NATION.search(sentence.text) and all(name in around for name in names)
