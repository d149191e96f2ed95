"""A reader without a store: two documents, one of them hostile."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.document import Metadata, Passage, PolicyDocument, Section
from kg.link.ledger import Citing, Missing
from kg.storage.oxigraph_store import OxigraphBackend
from kg.time.validity import Validity
from kg.view import BackendView
from qa.answer import AbstainReason, Answer, Citation, Outcome, Value
from qa.recall.fact import Fact
from zhengtu.service.report import Listed, ResultTable
from zhengtu.settings import load_settings
from zhengtu.ui.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from kg.correction import Correction
    from kg.storage.store import GraphView

PLAIN = """# 关于推进云岭市数字政务建设的通知

各县（区）人民政府：

## 一、总体目标

到2027年，云岭市政府投资550万元建设数字政务平台，由市大数据局牵头。

## 二、工作安排

各县（区）应当于每年12月底前报送进展。
"""
HOSTILE_TITLE = (
    "通知<script>window.pwned=1</script> [点我](http://evil.example/) :material/home: $x^2$"
)
HOSTILE = """# 一、<b>粗</b> [点我](javascript:alert(1))

<script>window.pwned=1</script><img src=x onerror="window.pwned=1"> &amp;

:red[红] $\\frac{1}{2}$ 550万元

=cmd|' /C calc'!A0
"""


def make_document(identifier: str, text: str, about: Metadata) -> PolicyDocument:
    heading = text.index("一、")
    begin = text.rindex("\n", 0, heading) + 1 if "\n" in text[:heading] else 0
    section = Section(begin, len(text), 1, text[heading:].split("\n")[0], ("一、",))
    return PolicyDocument(
        id=identifier,
        text=text,
        metadata=about,
        sections=(section,),
        passages=(Passage(identifier, 0, len(text)),),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def cite(document: PolicyDocument, quote: str) -> Citation:
    start = document.text.index(quote)
    about = document.metadata
    return Citation(document.id, about.title, start, start + len(quote), quote, about.source_url)


@dataclass
class FakeReader:
    held: dict[str, PolicyDocument]
    answers: dict[str, Answer]
    asked: list[tuple[str, date | None]] = field(default_factory=list)
    result: ResultTable = field(
        default_factory=lambda: ResultTable(("题目", "题目"), (("甲", "1"), ("<b>乙</b>", "")))
    )
    error: Exception | None = None

    def missing(self) -> list[Missing]:
        """One document that is cited and not held; its title is hostile."""
        place = Citing("a.md", HOSTILE_TITLE, "cites", 0, 1, "<b>#</b>")
        return [Missing("http://x/1", HOSTILE_TITLE, None, (place,))]

    def validity(self, name: str, on: date) -> list[Validity]:
        return [Validity(name, HOSTILE_TITLE, on, "undetermined", "no_date")]

    def citation(self, document_id: str, place: str | None = None) -> str:
        return f"{HOSTILE_TITLE}{document_id}{place or ''}"

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        document: str | None = None,
        previous: Answer | str | None = None,
        suggest: bool = True,
    ) -> Answer:
        del document, suggest
        if isinstance(previous, Answer):
            question = f"{previous.question} {question}"
        self.asked.append((question, as_of))
        if self.error is not None:
            raise self.error
        return self.answers[question]

    def suggestions(self, answer: Answer, *, as_of: date | None = None) -> tuple[str, ...]:
        del as_of
        return answer.suggestions

    def documents(self) -> list[Listed]:
        return [
            Listed(
                id=d.id,
                title=d.metadata.title,
                document_number=d.metadata.document_number,
                issuers=d.metadata.issuers,
                issued_on=d.metadata.issued_on.isoformat() if d.metadata.issued_on else None,
                kind=d.metadata.kind,
                source_url=d.metadata.source_url,
                path=None,
                characters=len(d.text),
            )
            for d in self.held.values()
        ]

    @property
    def view(self) -> GraphView:
        """An empty graph."""
        return BackendView(OxigraphBackend())

    def corrections(self) -> list[Correction]:
        return []

    def document(self, document_id: str) -> PolicyDocument:
        from kg.error import StoreError

        if document_id not in self.held:
            raise StoreError(f"没有编号为{document_id}的文件。")
        return self.held[document_id]

    def facts(self, document_id: str) -> list[Fact]:
        document = self.held[document_id]
        quote = "550万元"
        start = document.text.index(quote)
        end = start + len(quote)
        common = {"document": document_id, "start": start, "end": end, "quote": quote}
        return [
            Fact(
                subject="x", subject_label="云岭市", predicate="builds", object="y",
                object_label="平台<i>", confidence=0.9, **common,  # type: ignore[arg-type]
            ),
            Fact(
                subject="x", subject_label="文件", predicate="mentions", object="y",
                object_label="云岭市\"><script>", confidence=0.9,
                object_classes=frozenset({"City"}), **common,  # type: ignore[arg-type]
            ),
        ]  # fmt: skip

    def examples(self) -> tuple[str, ...]:
        return ("云岭市政府投资是多少？", HOSTILE_TITLE)

    def sparql(self, query: str) -> ResultTable:
        from kg.error import QueryError

        if "COUNT(?statement)" in query:
            return ResultTable(("document", "n"), (("a.md", "2"),))
        if "INSERT" in query:
            raise QueryError("INSERT would change the graph: use SELECT")
        return self.result

    def close(self) -> None:
        self.held.clear()

    def counts(self) -> dict[str, int]:
        return {"documents": len(self.held), "statements": 12345}


@pytest.fixture
def reader() -> FakeReader:
    plain = make_document(
        "a.md",
        PLAIN,
        Metadata(
            title="关于推进云岭市数字政务建设的通知",
            document_number="云政发〔2026〕3号",
            issuers=("云岭市人民政府",),
            issued_on=date(2026, 3, 2),
            kind="work_report",
            source_url="https://www.example.org/a",
            conflicts=(("issued_on", "2026-03-02", "<u>2026-03-03</u>"),),
        ),
    )
    hostile = make_document(
        "<b>.md",
        HOSTILE,
        Metadata(title=HOSTILE_TITLE, kind="<i>x</i>", source_url="javascript:alert(1)"),
    )
    answers = {
        "云岭市政府投资是多少？": Answer(
            question="云岭市政府投资是多少？",
            outcome=Outcome.ANSWERED,
            text="云岭市政府投资为550万元。",
            values=(Value("550万元"),),
            evidence=(cite(plain, "云岭市政府投资550万元"),),
            source="graph",
            sparql="SELECT ?x { ?x ?y ?z }",
            steps=("云岭市 → 地区",),
            confidence=0.93,
        ),
        "列出投资": Answer(
            question="列出投资",
            outcome=Outcome.ANSWERED,
            text="共2条。",
            values=(Value("550万元"), Value("<b>7</b>")),
            evidence=tuple(cite(plain, word) for word in ("总体", "目标", "工作", "安排", "进展")),
            source="graph",
            confidence=0.8,
            rows=({"地区": "云岭市", "数值": "550万元"}, {"地区": "=1+1", "数值": "7"}),
        ),
        "成都投资是多少？": Answer(
            question="成都投资是多少？",
            outcome=Outcome.ABSTAINED,
            text="已收录的2份文件没有提到成都，无法回答。",
            reason=AbstainReason.UNKNOWN_ENTITY,
            suggestions=("云岭市政府投资是多少？",),
        ),
        "坏": Answer(
            question="坏",
            outcome=Outcome.ANSWERED,
            text=HOSTILE,
            values=(Value("<b>1</b>"), Value(":red[2]")),
            evidence=(cite(hostile, "<script>window.pwned=1</script>"),),
            source="passage",
            steps=("<script>window.pwned=1</script> → [x](javascript:alert(1))",),
            confidence=0.5,
        ),
    }
    return FakeReader({plain.id: plain, hostile.id: hostile}, answers)


@pytest.fixture
def site(reader: FakeReader, tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    settings = load_settings(store=tmp_path / "store")
    return Site(reader, settings, f"{request.node.nodeid}{tmp_path}")


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back the main module, which Streamlit replaces and processes that are spawned read."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
