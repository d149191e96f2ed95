"""``zhengtu export``: the graph as a file, the same bytes for the same graph."""

from __future__ import annotations

from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import target

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
TABLE_FORMATS = ("csv", "parquet")
TABLES = ("documents", "entities", "observations")

Format = Annotated[
    str | None,
    typer.Option(
        metavar="|".join((*FORMATS, *TABLE_FORMATS)),
        help="格式，默认 turtle；用 --table 时默认 csv。 The format.",
    ),
]
Table = Annotated[
    str | None,
    typer.Option(metavar="|".join(TABLES), help="导出平面表而不是图。 A flat table instead."),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="只要这一天及以后成文的文件。 From this day.")
]
Until = Annotated[
    str | None, typer.Option(metavar="DATE", help="只要这一天及以前成文的文件。 Up to this day.")
]
Provenance = Annotated[
    bool, typer.Option("--provenance", help="连同每条事实的出处。 With the evidence of each fact.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu export --format trig --provenance -o graph.trig",
            "zhengtu export --since 2024-01-01 --until 2024-12-31 -o 2024.ttl",
            "zhengtu export --table observations --format parquet -o figures.parquet",
        )
    )(export)


def export(
    format: Format = None,  # the flag is --format
    table: Table = None,
    document: option.Document = None,
    since: Since = None,
    until: Until = None,
    provenance: Provenance = False,
    output: option.Output = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """导出图或平面表；同样的数据得到同样的字节。 Export; --json means --format jsonld."""
    option.known(table, TABLES, "--table")
    if table is not None:
        option.known(format, TABLE_FORMATS, "--format")
        if document or since or until or provenance or json:
            raise typer.BadParameter("--table 导出全部数据，不能与只用于图的选项合用。")
        with option.services_of(store) as services, target(output) as file:
            services.export_table(file, table, format or "csv")
        return
    option.known(format, FORMATS, "--format")
    if document and (since or until):
        raise typer.BadParameter("--document 与 --since、--until 不能合用。")
    chosen = "jsonld" if json else format or "turtle"
    days = [None if day is None else option.as_date(day) for day in (since, until)]
    with option.services_of(store) as services, target(output) as file:
        services.export(
            file, chosen, document=document, since=days[0], until=days[1], provenance=provenance
        )
