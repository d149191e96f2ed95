"""How parts of documents, and sentences on a matter, are told as an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Answer, Outcome, Value
from qa.overview.asking import Broad, Sort
from qa.overview.heading import bare_heading
from qa.overview.scope import REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.overview.matter import Told
    from qa.overview.outline import Listed
    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry

_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+条")
MOST_TOLD = 15
"""Sentences that are told of one document; of more the ones most about the matter."""
MOST_DOCUMENTS = 20
"""Documents of which sentences are told."""
MOST_EACH, FEW = 3, 6
"""Sentences of each document where few documents have some; of many one is told."""


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences with some words by document, nearest first.

    ``unread`` is how many more documents have the words and were not read sentence by sentence.
    """

    words: tuple[str, ...]
    told: Sequence[tuple[Entry, list[Told]]]
    unread: int = 0

    @property
    def count(self) -> int:
        """How many sentences there are."""
        return sum(len(own) for _, own in self.told)


def of_parts(intent: Intent, asked: Broad, listed: Sequence[tuple[Entry, Listed]]) -> Answer:
    """Return the answer that tells parts by their headings, or one part in its own words."""
    told: list[str] = []
    values: list[Value] = []
    for entry, each in listed:
        names = [bare_heading(c.quote) for c in each.parts]
        values += [Value(name) for name in names]
        head = f"“{each.heading}”" if each.heading else ""
        if len(names) == 1:
            told.append(f"《{entry.title}》{head}：{names[0]}")
            continue
        articles = all(_ARTICLE.match(name) for name in names)
        items = all(name.endswith(("；", ";", "。")) for name in names)
        lead = f"{head}分为{len(names)}个部分"
        if articles or items:
            lead = f"{head}{'有' if articles else '列出'}{len(names)}{'条' if articles else '项'}"
        if each.prose:
            lead = f"{head}部分写到（引{len(names)}句）"
        elif not head and asked.sort is Sort.MEASURE:
            lead = f"没有名为“{asked.noun}”的部分，正文的{len(names)}个部分是"
        lines = "\n".join(f"{n}. {name}" for n, name in enumerate(names, 1))
        told.append(f"《{entry.title}》{lead}：\n{lines}")
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text="\n".join(told),
        values=tuple(values),
        evidence=tuple(c for _, each in listed for c in each.parts),
        source="passage",
        steps=(*intent.steps, f"{asked.noun} → 文件的各部分标题（{len(values)}个）"),
        confidence=0.8 if all(each.heading for _, each in listed) else 0.6,
    )


def of_sentences(intent: Intent, catalog: Catalog, among: Sequence[Entry], found: Found) -> Answer:
    """Return the answer that quotes the sentences on a matter, out of how many."""
    said = "、".join(f"“{word}”" for word in found.words)
    documents, count = len(found.told), found.count
    quotes = _shown(found.told)
    several = documents > 1
    titles = {entry.id: _told_apart(entry) for entry, _ in quotes}
    if several:
        scope = f"，符合条件的{len(among)}份里" if len(among) < catalog.acts else ""
        where = f"在已收录的{catalog.held}中{scope}，有{documents}份、{count}句"
    else:
        where = f"{titles[found.told[0][0].id]}有{count}句"
    some = f"，这里引{len(quotes)}句" if len(quotes) < count else ""
    if found.unread:
        some = f"（另有{found.unread}份含有这些字词，没有逐句查读）{some}"
    lines = [
        f"{n}. {f'{titles[entry.id]}：' if several else ''}{each.citation.quote.strip()}"
        for n, (entry, each) in enumerate(quotes, 1)
    ]
    rows = [
        {"文件": titles[entry.id], "原文": each.citation.quote.strip()} for entry, each in quotes
    ]
    return Answer(
        question=intent.question,
        outcome=Outcome.ANSWERED,
        text=f"{where}写到{said}{some}：\n" + "\n".join(lines),
        values=tuple(Value(each.citation.quote.strip()) for _, each in quotes),
        evidence=tuple(each.citation for _, each in quotes),
        source="passage",
        steps=(*intent.steps, f"在全文中查找同一句中的{said} → {documents}份，{count}句"),
        confidence=0.7 if len(found.words) == 1 else 0.55,
        rows=tuple(rows) if several else (),
    )


def _shown(found: Sequence[tuple[Entry, list[Told]]]) -> list[tuple[Entry, Told]]:
    """Return the sentences that are told, each wording once, by document and place."""
    most = MOST_TOLD if len(found) == 1 else MOST_EACH if len(found) <= FEW else 1
    seen: set[str] = set()
    shown: list[tuple[Entry, Told]] = []
    for entry, told in found[:MOST_DOCUMENTS]:
        own: list[Told] = []
        for each in sorted(told, key=lambda t: -t.weight):
            wording = re.sub(r"\W", "", each.citation.quote)
            if wording not in seen and len(own) < most:
                seen.add(wording)
                own.append(each)
        shown += [(entry, each) for each in sorted(own, key=lambda t: t.citation.start)]
    return shown


def _told_apart(entry: Entry) -> str:
    """Return a title with who issued it, where it does not say of which place it is."""
    issuer = entry.issuers[0] if entry.issuers else ""
    plain = REPORT.search(entry.title) and issuer and issuer[:2] not in entry.title
    return f"《{entry.title}》（{issuer}）" if plain else f"《{entry.title}》"
