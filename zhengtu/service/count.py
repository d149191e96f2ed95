"""How much of what is in a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.ledger import missing
from qa.recall.fact import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.storage.store import GraphView
    from zhengtu.service.report import Listed

NAMES = {
    "documents": "文件",
    "duplicates": "其中重复件",
    "characters": "字",
    "statements": "事实",
    "targets": "目标数据",
    "actuals": "实际数据",
    "places": "提到的地区",
    "bodies": "提到的机构",
    "programmes": "项目与规划",
    "missing": "引用而未收录的文件",
}
"""What is counted: its key in JSON and its name for people."""

_PATTERNS = {
    "statements": "?x a zt:Statement",
    "targets": "?x a zt:Target",
    "actuals": "?x a zt:Actual",
    "places": "?d zt:mentions ?x . ?x zt:code ?c",
    "bodies": "?d zt:mentions ?x . ?x a zt:GovernmentBody",
    "programmes": "?x a zt:Programme",
}


def counts(view: GraphView, documents: Sequence[Listed]) -> dict[str, int]:
    """Return the counts by their keys in JSON."""
    found = {
        "documents": len(documents),
        "duplicates": sum(document.duplicate_of is not None for document in documents),
        "characters": sum(document.characters for document in documents),
    }
    for key, pattern in _PATTERNS.items():
        query = f"{PREFIXES}SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
        found[key] = int(view.select(query)[0]["n"])
    found["missing"] = len(missing(view))
    return found
