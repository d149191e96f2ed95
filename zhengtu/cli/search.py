"""``zhengtu search``: passages, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhengtu.cli import option
from zhengtu.cli.batch import run_batch
from zhengtu.cli.option import example
from zhengtu.cli.output import say, say_json, waiting

if TYPE_CHECKING:
    from zhengtu.service import Found

Text = Annotated[str | None, typer.Argument(metavar="TEXT", help="要找的内容。 What to look for.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="最多几段。 At most so many passages.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=example("zhengtu search 政务信息共享 --limit 5"))(search)


def search(
    text: Text = None,
    limit: Limit = 10,
    document: option.Document = None,
    batch: option.Batch = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """按相关程度找出原文段落。 Find passages."""
    option.one_of(text, batch, "TEXT", "--batch")
    with option.services_of(store) as services:

        def found(query: str) -> list[Found]:
            return services.search(query, limit=limit, document=document)

        if batch is not None:
            raise typer.Exit(run_batch(batch, lambda query: shape(query, found(query))))
        with waiting("正在查找…"):
            results = found(text or "")
    if json:
        say_json({"id": None, **shape(text or "", results)})
    else:
        say("\n\n".join(map(render, range(1, len(results) + 1), results)) or "没有找到相关段落。")


def shape(query: str, results: list[Found]) -> dict[str, Any]:
    """Return the contract's JSON, without the id."""
    return {"query": query, "results": [result.to_json() for result in results]}


def render(number: int, found: Found) -> str:
    """Return one passage for people."""
    where = f"《{found.title}》{found.document} [{found.start}:{found.end}]"
    quote = "\n".join(f"   {line}" for line in found.quote.strip().splitlines())
    return f"{number}. {where} {found.score:.3f}\n{quote}"
