"""How much of a document's own record can be read from its text alone.

The publisher's record (title, office, number, date of writing) of documents of the State Council is
the measure; of a collection of statutes, whether every 第…条 at the head of a line is a section,
and of 100 of them when they apply and were amended, read by hand.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import time
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from corpus import RawDocument, parse
from corpus.metadata.calendar import day_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from corpus.document import Metadata

RECORDS = "state-council-documents.jsonl"
STATUTES = "statutes.jsonl.gz"

_ARTICLE = re.compile(
    r"^[ \u3000]*第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?(?=[ \u3000])",
    re.MULTILINE,
)
_SPACE = re.compile(r"\s")


def run(data: Path) -> dict[str, Any]:
    """Return shares of fields read right, per field, with what was read wrong."""
    return {"records": records(data), "statutes": statutes(data), "history": histories(data)}


def records(data: Path, keep: Callable[[int], bool] = lambda _: True) -> dict[str, Any]:
    """Compare text-only metadata with the publisher's record of each document kept."""
    right: Counter[str] = Counter()
    wrong = []
    rows = [row for at, row in enumerate(_rows(data / RECORDS)) if keep(at)]
    for row in rows:
        found = parse(RawDocument(row["url"], row["text"])).metadata
        for field, expected, actual in _compared(row, found):
            right[field] += expected == actual
            if expected != actual:
                wrong.append({"field": field, "expected": str(expected), "found": str(actual)})
    shares = {field: round(right[field] / len(rows), 3) for field in sorted(right)}
    return {"documents": len(rows), **shares, "wrong": wrong}


def _compared(row: dict[str, Any], found: Metadata) -> Iterator[tuple[str, object, object]]:
    yield "title", _plain(row["title"]), _plain(found.title)
    yield "number", _plain(row["number"]), found.document_number
    yield "office", _plain(row["office"]), "、".join(found.issuers)
    yield "date", day_given(row["issued_on"]), found.issued_on


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def statutes(data: Path, every: int = 1) -> dict[str, Any]:
    """Compare the articles of statutes with the lines that begin with 第…条."""
    documents = same = lines = size = 0
    seconds = 0.0
    for at, row in enumerate(_rows(data / STATUTES)):
        if at % every:
            continue
        expected = [_plain(match[0]) for match in _ARTICLE.finditer(row["text"])]
        started = time.process_time()
        sections = parse(RawDocument(str(at), row["text"])).sections
        seconds += time.process_time() - started
        size += len(row["text"].encode())
        found = [
            _plain(s.heading) for s in sections if re.fullmatch(r"第\S+条(?:之\S+)?", s.heading)
        ]
        documents += 1
        lines += len(expected)
        same += expected == found
    return {
        "documents": documents,
        "articles": lines,
        "in order": round(same / max(documents, 1), 4),
        "read whole, MB of UTF-8 per second of one core": round(size / 1e6 / max(seconds, 1e-9), 1),
    }


def histories(data: Path) -> dict[str, Any]:
    """Compare effective day and days of amendment with those read by hand, by sample.

    ``gold/statute.tsv`` names held-out statutes by the sha256 of their text. ``effective`` is empty
    where the text does not tell the day: 自公布之日起 without the day of promulgation. ``amended``
    are the days of the amending decisions, of their approval where they were approved.
    """
    text = files("zhengtu.bench").joinpath("gold/statute.tsv").read_text(encoding="utf-8")
    gold = {row["sha256"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    count: Counter[str] = Counter()
    wrong = []
    for content in (row["text"] for row in _rows(data / STATUTES)):
        row = gold.pop(sha256(content.encode()).hexdigest(), None)
        if row is None:
            continue
        found = parse(RawDocument("x", content)).metadata
        day = found.effective_from
        shown = "" if day is None else day.isoformat(), " ".join(found.extra.get("amended_on", ()))
        right = shown == (row["effective"], row["amended"])
        count[f"sample {row['sample']}"] += 1
        count[f"sample {row['sample']} right"] += right
        if not right:
            wrong.append({"sha256": row["sha256"], "found": shown})
    return {**dict(sorted(count.items())), "wrong": wrong}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            yield json.loads(line)
