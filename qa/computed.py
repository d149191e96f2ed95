"""The ways to an answer that need no passages, in their order: the first that has one counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qa.overview.asking import lays_down
from qa.overview.parts import outlined
from qa.way.about import about_documents
from qa.way.arithmetic import calculated
from qa.way.article import article
from qa.way.authority import authority
from qa.way.collection import collected
from qa.way.contrast import contrasted, ranked
from qa.way.day import nth_change
from qa.way.derive import derived
from qa.way.enactment import enacted, history
from qa.way.mention import mentioning
from qa.way.most_cited import most_cited
from qa.way.negation import unstated
from qa.way.norm import regulated
from qa.way.penalty import highest_fine
from qa.way.profile import profiled
from qa.way.purpose import purpose, scope
from qa.way.repealed import repealed
from qa.way.spread import spread
from qa.way.standing import standing
from qa.way.tally import tallied
from qa.way.together import together
from qa.way.version import differing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answer import Answer
    from qa.question.intent import Intent
    from qa.recall.catalog import Entry
    from qa.sources import Sources


def computed(
    intent: Intent, sources: Sources, named: Sequence[Entry], document: str | None
) -> Answer | None:
    """Return the answer of the first way that has one, None if none has.

    Args:
        intent: The question.
        sources: The store.
        named: The documents that it means, held ones before those only cited.
        document: The id of the only document that counts, None for all.
    """
    view, catalog, archive = sources.view, sources.catalog, sources.archive
    entries = list(named)
    held = [entry for entry in entries if entry.held]
    meant = held if document is None else [catalog.entries[document]]
    today = datetime.now(UTC).date()
    rules = lays_down(intent)
    targets = "目标" in intent.question  # figures tell them better than headings
    ways: tuple[Callable[[], Answer | None], ...] = (
        lambda: standing(intent, view, catalog, held, today),
        lambda: differing(intent, entries),
        lambda: mentioning(intent, view, catalog, archive, held),
        lambda: article(intent, archive, held),
        lambda: purpose(intent, archive, held),
        lambda: scope(intent, archive, held),
        lambda: nth_change(intent, archive, held),
        lambda: highest_fine(intent, archive, held),
        lambda: regulated(intent, sources, held),
        lambda: history(intent, archive, held),
        lambda: enacted(intent, archive, held or sources.sole),
        lambda: authority(intent, archive, catalog, held),
        lambda: None if targets else outlined(intent, catalog, archive, meant),
        lambda: about_documents(intent, view, catalog, entries),
        lambda: None if entries else most_cited(intent, view, catalog),
        lambda: None if entries else tallied(intent, view, catalog),
        lambda: None if entries else repealed(intent, view, catalog),
        lambda: None if entries or rules else collected(intent, view, catalog, today),
        lambda: None if entries else together(intent, view, catalog, archive),
        lambda: unstated(intent, view, catalog) if len(catalog) > 1 else None,
        lambda: spread(intent, view, catalog),
        lambda: contrasted(intent, view, catalog),
        lambda: ranked(intent, view, catalog),
        lambda: profiled(intent, view, catalog, document),
        lambda: calculated(intent, view, catalog, document),
        lambda: derived(intent, view, catalog, document),
        lambda: outlined(intent, catalog, archive, meant) if targets else None,
    )
    answers = (way() for way in ways)
    return next((answer for answer in answers if answer is not None), None)
