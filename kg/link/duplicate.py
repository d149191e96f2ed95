"""Which held documents are copies of one act, and which carry the text of another.

Three steps, so that 10^5 documents can be compared: sketches that share runs are candidates; only
those are compared in full and judged (``kg.link.likeness``); what is judged the same is grouped.
What was judged is kept, so that a document added later is compared with the candidates for it
alone. The links ``zt:duplicateOf`` and ``zt:contains`` are derived and rebuilt as a whole; no
statement is changed, and without the links everything is as before.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.fingerprint import BOUND, MOST, bare, digest, runs, sketch
from kg.entity import number_key
from kg.link.likeness import Traits, judge
from kg.link.sketch import Pair, Sketch
from kg.statement import document_iri
from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from kg.statement import Triple
    from kg.storage.archive import Archive, Summary
    from kg.storage.store import GraphView

LEAST_SHARED = 0.4
"""Share of the smaller sketch from which two documents are candidates."""
LEAST_RUNS = 2
HELD = 2000
"""Documents whose runs are held in memory while pairs are compared: about 50 kB each."""
CROWD = 30
"""Documents up to which each that share a run is held against each; beyond, neighbours only."""


def duplicate_links(archive: Archive) -> list[Triple]:
    """Return the links between held documents, after comparing what is new or changed."""
    refresh(archive)
    pairs = archive.sketches.pairs()
    paired = {name for pair in pairs for name in (pair.short, pair.long)}
    firsts = groups(archive.summaries(paired), pairs)
    links = {
        (document_iri(name), ZT.duplicateOf, document_iri(first))
        for name, first in firsts.items()
        if name != first
    }
    links |= {
        (document_iri(pair.long), ZT.contains, document_iri(pair.short))
        for pair in pairs
        if pair.relation == "contains"
    }
    return sorted(links)


def copies(view: GraphView) -> dict[str, str]:
    """Return for each held document that is a copy the id of the one that stands for it."""
    query = (
        f"SELECT ?id ?first WHERE {{ ?d <{ZT.duplicateOf}> ?f ; <{ZT.documentId}> ?id . "
        f"?f <{ZT.documentId}> ?first }}"
    )
    return {str(row["id"]): str(row["first"]) for row in view.select(query)}


def refresh(archive: Archive) -> None:
    """Bring sketches and judged pairs up to the documents of an archive."""
    table = archive.sketches
    changed = table.stale()
    table.prune(changed)
    if not changed:
        return
    table.put(_sketch(archive, name) for name in changed)
    table.relate(_judged(archive, candidates(table.sketches(), frozenset(changed))))


def _sketch(archive: Archive, name: str) -> Sketch:
    text, content = archive.text(name)
    codes = bare(text)
    return Sketch(name, content, digest(codes), sketch(runs(codes)))


def candidates(sketches: Sequence[Sketch], changed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs, at least one of them changed, that share enough of their sketches.

    Of texts that are equal to the letter only neighbours are paired: a thousand copies make 999
    pairs, not half a million.
    """
    copies: dict[str, list[str]] = defaultdict(list)
    for each in sketches:
        copies[each.digest].append(each.id)
    for names in copies.values():
        yield from (pair for pair in pairwise(names) if changed & set(pair))
    firsts = {each.id: copies[each.digest][0] for each in sketches}
    fresh = {firsts[name] for name in changed}
    single = [each for each in sketches if firsts[each.id] == each.id]
    for one, other in _sharing(single, [each.id in fresh for each in single]):
        yield single[one].id, single[other].id


def _sharing(sketches: Sequence[Sketch], fresh: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the pairs (positions), at least one fresh, whose sketches overlap enough."""
    import numpy as np

    sizes = np.array([len(each.runs) for each in sketches])
    if not sizes.sum():
        return
    new = np.array(fresh)
    hashes = np.concatenate([each.runs for each in sketches])
    owners = np.repeat(np.arange(len(sketches)), sizes)
    if not new.all():
        kept = _among(
            hashes, np.concatenate([sketches[at].runs for at in np.flatnonzero(new).tolist()])
        )
        hashes, owners = hashes[kept], owners[kept]
    ones, others, counts = _overlaps(hashes, owners, len(sketches))
    # A sketch that was cut reaches less far: what can be shared ends where the shorter reach does.
    cut = sizes >= MOST
    reach = np.where(cut, [each.runs[-1] if len(each.runs) else 1 for each in sketches], BOUND)
    common = np.minimum(reach[ones], reach[others])
    could = common * np.minimum(sizes[ones] / reach[ones], sizes[others] / reach[others])
    enough = (counts >= LEAST_RUNS) & (counts >= LEAST_SHARED * could) & (new[ones] | new[others])
    yield from zip(ones[enough].tolist(), others[enough].tolist(), strict=True)


def _among(hashes: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return where the wanted hashes stand; a coarse table leaves few to be looked at closely."""
    import numpy as np

    table = np.zeros(BOUND >> 4, dtype=bool)
    table[wanted >> 4] = True
    near = np.flatnonzero(table[hashes >> 4])
    return near[np.isin(hashes[near], wanted)]


def _overlaps(
    hashes: NDArray[np.uint32], owners: NDArray[np.int64], documents: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of documents and how many runs they share.

    Within a crowd of documents that share a run all are paired, in a large one neighbours only.
    """
    import numpy as np

    keys = (hashes.astype(np.uint64) << np.uint64(32)) | owners.astype(np.uint64)
    keys.sort()
    hashes = (keys >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[first, len(hashes)])
    crowd = np.repeat(sizes, sizes)
    shared = crowd > 1
    hashes, crowd = hashes[shared], crowd[shared]
    owners = (keys[shared] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, CROWD):
        # Each is paired with the one ``step`` places on, where that has the run too.
        same = (hashes[step:] == hashes[:-step]) & ((step == 1) | (crowd[step:] <= CROWD))
        found.append(owners[:-step][same] * documents + owners[step:][same])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    ones, others = np.divmod(pairs, documents)
    return ones, others, counts


def _judged(archive: Archive, pairs: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Yield the pairs that are one act or carry one another, compared in full."""

    @lru_cache(maxsize=HELD)
    def traits(name: str) -> Traits:
        return Traits.of(archive.document(name))

    for one, other in sorted(pairs):
        found = judge(traits(one), traits(other))
        if found is not None:
            short, long = sorted((one, other), key=lambda name: (len(traits(name).text), name))
            yield Pair(short, long, *found)


def groups(summaries: Sequence[Summary], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return for each document that has copies the one that stands for them all.

    It is the one with a number, a date, the most text, in this order; the id decides last. The
    surest pairs are joined first, and never two documents of different numbers.
    """
    about = {row.id: row for row in summaries}
    group = {name: [name] for name in about}
    numbers = {
        name: {number_key(row.document_number)} if row.document_number else set()
        for name, row in about.items()
    }
    same = (pair for pair in pairs if pair.relation == "same")
    for pair in sorted(same, key=lambda pair: (-pair.share, pair)):
        one, other = group[pair.short], group[pair.long]
        known = numbers[one[0]] | numbers[other[0]]
        if one is other or len(known) > 1:
            continue
        one += other
        numbers[one[0]] = known
        group |= dict.fromkeys(other, one)
    firsts: dict[str, str] = {}
    for names in {id(names): names for names in group.values() if len(names) > 1}.values():
        first = min(names, key=lambda name: _standing(about[name]))
        firsts |= dict.fromkeys(names, first)
    return firsts


def _standing(row: Summary) -> tuple[bool, bool, int, str]:
    return (not row.document_number, not row.issued_on, -row.characters, row.id)
