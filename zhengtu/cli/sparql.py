"""``zhengtu sparql``: read-only SPARQL 1.1."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, waiting, write

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "rdfxml", "jsonld")

Query = Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL 查询。 The query.")]
File = Annotated[
    Path | None,
    typer.Option(
        "--file", metavar="F", allow_dash=True, help="从文件读取查询。 Read it from a file."
    ),
]
Format = Annotated[
    str, typer.Option(metavar="|".join(FORMATS), help="结果格式。 The format of the result.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu sparql 'PREFIX zt: <https://w3id.org/zhengtu/ontology#> "
            "SELECT ?title { ?d zt:title ?title }'",
            "zhengtu sparql --file query.rq --format csv",
        )
    )(sparql)


def sparql(
    query: Query = None,
    file: File = None,
    format: Format = "table",  # the flag is --format
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """对全部数据运行只读 SPARQL。 Run a read-only SPARQL 1.1 query."""
    option.one_of(query, file, "QUERY", "--file")
    option.known(format, FORMATS, "--format")
    text = query if query is not None else option.read_text(file)
    with option.services_of(store) as services, waiting("正在查询…"):
        result = services.sparql_text(text, "json" if json else format)
    write(result.body, None)
    if result.truncated:
        note(f"结果多于 {services.settings.sparql_rows} 行，其余未列出：请加 LIMIT 或缩小范围。")
