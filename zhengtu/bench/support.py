"""Whether the quotes of answers support them, as a person judged who read both.

``gold/support.jsonl`` holds, for an answer by its question set and id, a digest of what was said
and quoted, and the verdict: ``yes``, ``partly`` (the quote is about it and leaves something of the
answer open), ``no``. An answer that says something else now is not judged any more.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.answer import Answer

Key = tuple[str, str]


def digest(answer: Answer) -> str:
    """Return what tells one answer with its quotes from another."""
    said = [value.value for value in answer.values]
    quoted = [citation.quote for citation in answer.evidence]
    text = json.dumps([said, quoted], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def verdicts() -> dict[Key, tuple[str, str]]:
    """Return the digest and verdict of each answer that was judged, by set and id."""
    text = resources.files("zhengtu.bench").joinpath("gold/support.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return {(row["set"], row["id"]): (row["digest"], row["verdict"]) for row in rows}


def supported(said: Mapping[Key, str], judged: Mapping[Key, tuple[str, str]]) -> dict[str, Any]:
    """Return the verdicts on the answers that are still what was judged, and the share of yes.

    Args:
        said: The digests of answers by set and id.
        judged: As ``verdicts`` returns them.
    """
    counts = Counter(verdict for key, (known, verdict) in judged.items() if said.get(key) == known)
    total = sum(counts.values())
    return {
        "judged": len(judged),
        "still_the_same": total,
        **dict(counts),
        "yes_share": round(counts["yes"] / total, 3) if total else None,
    }
