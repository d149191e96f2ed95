"""Why something is so: the cause that a sentence words beside the effect that a question names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from qa.answer import Value
from qa.clause.sentence import Wanted, sentences, share
from qa.passage.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.document import PolicyDocument
    from qa.question.intent import Intent
    from qa.retrieval import Hit

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?:^|[，；：、\s])(?P<cause>(?:因为|由于|鉴于|因(?!此|而|地|素|为)|受)[^，。；]{2,60}?)(?:的?原因)?(?:，|$)(?P<effect>[^。；]+)",
        r"(?P<effect>[^，。；]{2,40}?)(?:，)?(?:主要|主因|原因)?(?:是|在于)?(?P<cause>(?:因为|由于|原因是|是因)[^。；]{2,80})",
        r"(?P<effect>[^，。；]*?)(?P<cause>因(?!此|而|地|素|为)[^，。；]{2,30}?)(?P<then>(?:而|将|遭受|遭到|受到|导致|造成|被|无法|不能)[^，。；]+)",
        r"(?P<cause>[^，。；]{4,60})，(?:并)?(?:导致|致使|造成|使得|因此|因而|从而使|所以|故)(?P<effect>[^。；]+)",
    )
)
"""How sentences word a cause; what stands beside it is the effect."""
LEAST = 0.66
"""How much of a question a sentence must have, and its effect at least half of that."""
_ASKS = "问原因"


def cause(intent: Intent, hits: Sequence[tuple[Hit, PolicyDocument]]) -> Reading | None:
    """Return the cause that a sentence gives for what a question names, None if none is clear."""
    if intent.focus.cue != _ASKS:
        return None
    wanted = Wanted(intent)
    if not wanted.words:
        return None
    alone = len({hit.document_id for hit, _ in hits}) == 1
    best: tuple[float, Reading] | None = None
    for sentence in sentences(hits):
        said = share(wanted, sentence.text)
        if said < LEAST or (best is not None and said <= best[0]):
            continue
        for start, end, effect in causes(sentence.text):
            if share(wanted, effect) < said * LEAST:
                continue
            value = Value(sentence.text[start:end].strip())
            low, high = sentence.start, sentence.end
            sure = min(0.9, said)
            found = Reading(
                sentence.document, low, high, (value,), sure, {"all_titled": said}, alone
            )
            best = (said, found)
            break
    return None if best is None else best[1]


def causes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the causes of a sentence stand, each with the words of its effect.

    >>> text = "受寒潮影响，蔬菜价格上涨。"
    >>> [(text[a:b], effect) for a, b, effect in causes(text)]
    [('受寒潮影响', '蔬菜价格上涨')]
    """
    for form in _FORMS:
        for match in form.finditer(text):
            told = match.groupdict()
            effect = f"{told['effect']} {told.get('then') or ''}".strip()
            yield match.start("cause"), match.end("cause"), effect


def beside_cause(intent: Intent, reading: Reading) -> str | None:
    """Object where a sentence words a cause and what was read from it is not that."""
    if intent.focus.cue != _ASKS or not reading.values:
        return None
    quote = fold(reading.quote)
    value = fold(reading.values[0].value)
    at = quote.find(value)
    told = [(a, b) for a, b, _ in causes(quote)]
    apart = all(b <= at or at + len(value) <= a for a, b in told)
    return "所得的不是引文所说的原因" if told and at >= 0 and apart else None
