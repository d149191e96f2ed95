"""What is asked in a soak, and which part of a reply must not change while others write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ontology.namespace import ZT

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from zhengtu.service import Services

Reply = str
"""The part of a reply that is compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: ``kind`` is ``ask search sparql``."""

    kind: str
    text: str
    document: str | None = None

    def send(self, client: httpx.Client) -> Reply:
        """Ask, and return what is compared: values and quotes, the first passage, the rows."""
        if self.kind == "sparql":
            headers = {"accept": "application/sparql-results+json"}
            found = client.get("/sparql", params={"query": self.text}, headers=headers)
            found.raise_for_status()
            return found.text
        name = "question" if self.kind == "ask" else "text"
        given = {name: self.text} | ({"limit": "1"} if self.kind == "search" else {})
        if self.document is not None:
            given["document"] = self.document
        found = client.get(f"/api/{self.kind}", params=given)
        found.raise_for_status()
        return _answer(found.json()) if self.kind == "ask" else _passage(found.json())


def _answer(answer: dict[str, Any]) -> Reply:
    places = [(e["document"], e["start"], e["end"], e["quote"]) for e in answer["evidence"]]
    values = [value["value"] for value in answer["values"]]
    return json.dumps([answer["outcome"], answer["reason"], values, places], ensure_ascii=False)


def _passage(found: dict[str, Any]) -> Reply:
    return json.dumps([(r["document"], r["start"], r["end"]) for r in found["results"]])


def requests(services: Services, most: int) -> list[Asked]:
    """Return requests about the documents of a store, at most so many of each kind."""
    documents = services.documents()[:most]
    asked = [Asked("ask", question) for question in _questions(services)][:most]
    for each in documents:
        text = services.document(each.id).text
        middle = text[len(text) // 2 :].split("\n")[0][:60] or text[:60]
        asked.append(Asked("search", middle, each.id))
        asked.append(Asked("search", each.title))
        asked.append(
            Asked(
                "sparql",
                f'SELECT ?p ?o WHERE {{ ?d <{ZT.documentId}> "{each.id}" ; ?p ?o }} ORDER BY ?p ?o',
            )
        )
    return asked


def _questions(services: Services) -> Iterator[str]:
    yield from services.examples()
    yield "成都市智慧城市投资是多少？"
    for each in services.documents():
        yield f"《{each.title}》的发文字号是什么？"
        yield f"《{each.title}》是哪个部门印发的？"
        yield f"《{each.title}》是什么时候印发的？"
