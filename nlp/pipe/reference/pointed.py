"""该平台 and 上述办法: the nearest name of the kind, unless two stand side by side there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.pipe.reference.antecedent import name_before, side_by_side
from nlp.pipe.reference.surroundings import answer

if TYPE_CHECKING:
    from nlp.extraction import Reference
    from nlp.pipe.reference.antecedent import Antecedent
    from nlp.pipe.reference.surroundings import Surroundings
    from nlp.pipe.reference.word import Noun

_NEAR = 160
"""Characters before 该 within which a name of the kind is what is meant; further off only one that
ends in the very noun (…平台 … 该平台)."""


_LONGER = re.compile(
    r"(?:(?![在与和的为将是等就因])[一-鿿]){1,12}?(?:署|处|厅|局|组织|理事会|委员会|法院|总部)(?![一-鿿]{0,2}的)"
)
"""A name that is but the beginning of another (联合国 in 联合国人权理事会)."""


def resolve_pointed(around: Surroundings, match: re.Match[str], noun: Noun) -> Reference:
    """Resolve 该 or 上述 with a noun."""
    written, at = match["noun"], match.start()
    endings = (written,) if noun.same else noun.endings
    kinds = [
        k
        for k in around.before(at)
        if k.iri and k.label in noun.labels and not _LONGER.match(around.text, k.end)
    ]
    ended = [k for k in kinds if (not endings or _ends(k, endings)) and not _ends(k, noun.never)]
    near = [k for k in ended if k.end >= at - _NEAR]
    chosen = (near or [k for k in ended if endings and _ends(k, (written,))])[-1:]
    described = _described(around, match, noun)
    if described and (not chosen or described.start > chosen[0].end):
        return answer(match, described, 0.7, f"the nearest name before it that ends in {written}")
    if not chosen:
        return answer(match, None, 0.5, f"no {written} is named before it")
    others = {k.iri for k in near}
    if match["how"] != "该" and len(others) > 1:
        return answer(match, None, 0.5, f"{len(others)} of the kind are named before it")
    if side_by_side(around.text, chosen[0], ended[:-1]):
        return answer(match, None, 0.5, "several of the kind stand side by side before it")
    sure = 0.9 if _ends(chosen[0], (written,)) else 0.75
    return answer(match, chosen[0], sure, f"the nearest {'/'.join(noun.labels)} before it")


def _described(around: Surroundings, match: re.Match[str], noun: Noun) -> Antecedent | None:
    if around.words is None or match["how"] != "该" or not noun.described:
        return None
    begun = max(around.begun(match.start()), match.start() - _NEAR)
    return name_before(around.text, around.words, match.start(), noun, match["noun"], begun)


def _ends(one: Antecedent, endings: tuple[str, ...]) -> bool:
    written = one.text.rstrip("”》」")
    return written.endswith(endings) or bool(one.name and one.name.endswith(endings))
