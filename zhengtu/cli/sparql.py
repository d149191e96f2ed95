"""``zhengtu sparql``: read-only SPARQL 1.1."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import note, say_json, say_table, waiting, write

FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "rdfxml", "jsonld")

Query = Annotated[str | None, typer.Argument(metavar="QUERY", help="SPARQL 查询。 The query.")]
File = Annotated[
    Path | None,
    typer.Option(
        "--file", metavar="F", allow_dash=True, help="从文件读取查询。 Read it from a file."
    ),
]
Chosen = Annotated[
    str | None, typer.Option("--recipe", metavar="NAME", help="用范例查询。 Run a recipe.")
]
Listing = Annotated[bool, typer.Option("--recipes", help="列出范例查询。 List the recipes.")]
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
            "zhengtu sparql --recipe 03-growth-targets",
        )
    )(sparql)


def sparql(
    query: Query = None,
    file: File = None,
    recipe: Chosen = None,
    recipes: Listing = False,
    format: Format = "table",  # the flag is --format
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """对全部数据运行只读 SPARQL。 Run a read-only SPARQL 1.1 query."""
    if recipes:
        list_recipes(json=json)
        return
    option.one_of(query or recipe, file, "QUERY、--recipe", "--file")
    option.known(format, FORMATS, "--format")
    text = _text(query, file, recipe)
    with option.services_of(store) as services, waiting("正在查询…"):
        result = services.sparql_text(text, "json" if json else format)
    write(result.body, None)
    if result.truncated:
        note(f"结果多于 {services.settings.sparql_rows} 行，其余未列出：请加 LIMIT 或缩小范围。")


def list_recipes(*, json: bool) -> None:
    """Print the names and titles of the recipes."""
    from zhengtu.service.cookbook import recipes

    if json:
        say_json([asdict(each) for each in recipes()])
    else:
        say_table(("名称", "说明"), [(each.name, each.title_zh) for each in recipes()])


def _text(query: str | None, file: Path | None, recipe: str | None) -> str:
    if query is not None and recipe is not None:
        raise typer.BadParameter("请给出 QUERY 或 --recipe 中的一个。")
    if recipe is not None:
        from zhengtu.service.cookbook import recipe as find

        return find(recipe).query
    return query if query is not None else option.read_text(file)
