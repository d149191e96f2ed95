"""其: what it is joined to, else whose clause it is, if nobody else can be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.reference.antecedent import outermost
from nlp.pipe.reference.surroundings import answer
from nlp.pipe.reference.word import governors, rivals, sayings
from nlp.segment import tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.extraction import Reference
    from nlp.pipe.reference.antecedent import Antecedent
    from nlp.pipe.reference.surroundings import Surroundings
    from nlp.pipe.word import Words

_CLAUSE_END = "，。；：！？\n"
_JOINED = re.compile("(?:及|和|与|以及)$")
_WHO = frozenset(
    {"Province", "City", "County", "Region", "GovernmentBody", "Organization", "Programme",
     "PolicyDocument", "Person", "Country"}
)  # fmt: skip
_GOVERNED = re.compile("[依据按照对向从以因由与为于在将把被]")
"""What makes a name an object and not the subject of the clause that it opens."""
_OPENS = 4
"""Characters before the subject of a clause (但, 此外, 同日)."""


def resolve_its(around: Surroundings, match: re.Match[str]) -> Reference:
    """Resolve 其 within its sentence."""
    text, at = around.text, match.start()
    begun = max(text.rfind(mark, 0, at) for mark in "。！？；\n") + 1
    names = outermost(k for k in around.before(at) if k.start >= begun and k.label in _WHO)
    joined = _JOINED.search(text, begun, at)
    if joined is not None:
        last = [k for k in names if k.iri and k.end == joined.start()]
        if not last:
            return answer(match, None, 0.5, "joined to what is no name")
        return answer(match, last[-1], 0.85, "joined to the name before it")
    if governors().search(text, begun, at):
        return answer(match, None, 0.5, "an object, not the one who acts")
    opener = _whose_clause(around, at, names)
    if opener is not None:
        return answer(match, opener, 0.7, "the subject of its clause, and nobody else is named")
    known = {k.iri for k in names}
    if len(known) != 1 or None in known:
        return answer(match, None, 0.5, f"{len(known)} names stand before it in its sentence")
    first = names[0]
    goes_on = around.words is not None and _goes_on(around.words, first.end)
    if goes_on or not _opens(text, first) or rivals().search(text, first.end, at):
        return answer(match, None, 0.5, "others may be meant")
    return answer(match, first, 0.7, "the subject of its sentence, and nobody else is named")


def _whose_clause(around: Surroundings, at: int, names: Sequence[Antecedent]) -> Antecedent | None:
    """Return the one name that opens the clause of 其, or the one before if that only says 称."""
    text = around.text
    begun = max(text.rfind(mark, 0, at) for mark in _CLAUSE_END) + 1
    if begun == at and sayings().search(text, max(0, at - 6), at):
        begun = max(text.rfind(mark, 0, at - 1) for mark in _CLAUSE_END) + 1
    own = [k for k in names if k.start >= begun]
    if len(own) != 1 or own[0].iri is None or not _opens(text, own[0]):
        return None
    if around.words is None or _goes_on(around.words, own[0].end):
        return None
    return None if rivals().search(text, own[0].end, at) else own[0]


def _opens(text: str, name: Antecedent) -> bool:
    opens = max(text.rfind(mark, 0, name.start) for mark in _CLAUSE_END) + 1
    return name.start - opens <= _OPENS and not _GOVERNED.search(text, opens, name.start)


def _goes_on(words: Words, end: int) -> bool:
    """Tell whether a noun follows a name, so that not the name is the subject (甲国边境各省)."""
    start, stop = words.at(end)
    return start == end and tags().get(words.text[start:stop], "")[:1] == "n"
