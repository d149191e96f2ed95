"""What questions and searches bring, kept for all sessions while the store stays the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from qa.stage import told_to
from zhengtu.ui.keep import once

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qa.answer import Answer
    from qa.stage import Stage
    from zhengtu.service.report import Found
    from zhengtu.ui.site import Site

# Sessions are threads, and nobody promises that the extraction pipeline serves two at once.
_ASKING = threading.Lock()
_ASKED: set[str] = set()


def answer(
    site: Site,
    turns: tuple[str, ...],
    day: date | None,
    tell: Callable[[Stage], None] | None = None,
) -> Answer:
    """Return the answer to the last of some turns; see ``Reader.ask`` for what may be wrong.

    An abstention comes without its suggestions, which take longer; see ``suggestions``. ``tell``
    hears how far it is, unless the answer is there already or another session is asking the same.
    """
    before = answer(site, turns[:-1], day, tell) if len(turns) > 1 else None

    def ask() -> Answer:
        with _ASKING, told_to(tell):
            found = site.reader.ask(turns[-1], as_of=day, previous=before, suggest=False)
        _ASKED.add(site.version)
        return found

    return once(site.version, "answer", ask, turns, day)


def suggestions(site: Site, found: Answer, day: date | None) -> tuple[str, ...]:
    """Return answerable questions near one that was not answered."""

    def try_out() -> tuple[str, ...]:
        with _ASKING:
            return tuple(site.reader.suggestions(found, as_of=day))

    return once(site.version, "suggestions", try_out, found.resolved, day)


def cold(site: Site) -> bool:
    """Return whether nothing was asked of this store yet, so that the first answer takes longer."""
    return site.version not in _ASKED


def examples(site: Site) -> tuple[str, ...]:
    """Return questions that the store answers."""

    def ask() -> tuple[str, ...]:
        with _ASKING:
            return tuple(site.reader.examples())

    return once(site.version, "examples", ask)


def search(site: Site, words: str, limit: int) -> list[Found]:
    """Return the passages that fit some words."""

    def find() -> list[Found]:
        with _ASKING:
            return list(site.desk.search(words, limit=limit))

    return once(site.version, "search", find, words, limit)
