"""``zhengtu ask``: one question, or many from a file."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.batch import run_batch
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say, say_json, waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer, Citation

Questions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUESTION]…",
        help="中文问题，可有几个；终端上不给问题则逐个输入。 Questions; none: a dialogue.",
    ),
]
Follow = Annotated[
    bool,
    typer.Option("--follow", help="后一问可承接前一问：那江苏呢？ Each may follow up the last."),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="从哪一天看“今年”“现在”。 The day from which 今年 is seen."),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="显示推导步骤与 SPARQL。 Show the steps and the SPARQL.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu ask 武汉智慧城市项目中政府投资是多少？",
            "zhengtu ask --follow 浙江2026年GDP增长目标是多少？ 那江西呢？",
            "zhengtu ask 现在有效的办法有哪些？ --as-of 2020-06-01 --json",
            "zhengtu ask --batch questions.jsonl > answers.jsonl",
        )
    )(ask)


def ask(
    questions: Questions = None,
    as_of: AsOf = None,
    document: option.Document = None,
    follow: Follow = False,
    explain: Explain = False,
    batch: option.Batch = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """回答问题，并给出原文引证；答不了就说明原因。 Answer with a quote, or say why not."""
    talking = not questions and batch is None and sys.stdin.isatty()
    if not talking:
        option.one_of(questions or None, batch, "QUESTION", "--batch")
    day = None if as_of is None else option.as_date(as_of)
    with option.services_of(store) as services:
        answered = partial(services.ask, as_of=day, document=document)
        if batch is not None:
            raise typer.Exit(run_batch(batch, lambda text: answered(text).to_json()))
        previous: Answer | None = None
        for question in typed() if talking else questions or ():
            with waiting("正在回答…"):
                answer = answered(question, previous=previous)
            say_json(answer.to_json()) if json else say(render(answer, explain=explain))
            previous = answer if follow or talking else None


def typed() -> Iterator[str]:
    """Yield the questions typed on a terminal, until an empty line or the end of input."""
    note("请输入问题，可以追问；空行结束。")
    while True:
        try:
            question = input("> ").strip()
        except EOFError:
            return
        if not question:
            return
        yield question


def render(answer: Answer, *, explain: bool) -> str:
    """Return an answer for people: the sentence, then each quote with where it stands."""
    lines = [answer.text]
    if len(answer.rows) > 1:
        lines += ["", answer.markdown or ""]
    for citation in answer.evidence:
        lines += ["", *cite(citation)]
    if answer.nearest:
        lines += ["", "最相近的段落（供阅读，不是答案）："]
        for citation in answer.nearest:
            lines += ["", *cite(citation)]
    if answer.suggestions:
        lines += ["", "可以这样问："]
        lines += [f"  {suggestion}" for suggestion in answer.suggestions]
    if explain:
        lines += ["", *explained(answer)]
    return "\n".join(lines)


def cite(citation: Citation) -> list[str]:
    """Return a quote and the place it comes from."""
    where = f"{citation.document} [{citation.start}:{citation.end}]"
    address = f" {citation.source_url}" if citation.source_url else ""
    title = f"《{citation.title}》" if citation.title else ""
    return [f"  “{citation.quote.strip()}”", f"    —— {title}{where}{address}"]


def explained(answer: Answer) -> list[str]:
    """Return how an answer was found."""
    reason = f"，原因 {answer.reason}" if answer.reason else ""
    lines = [f"依据：{answer.source or '无'}{reason}，置信度 {answer.confidence:.2f}"]
    lines += [f"  {step}" for step in answer.steps]
    if answer.sparql:
        lines += ["", answer.sparql]
    return lines
