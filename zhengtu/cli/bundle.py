"""``zhengtu bundle`` and ``zhengtu cite``: what a paper takes along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import DONE, INPUT_AT_FAULT, complain, say, say_json, target, waiting

Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE.zip", help="写入的文件。 The file.")
]
Query = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE.rq", help="一并收入的查询，可重复。 A query to include; repeat."),
]
Verify = Annotated[
    Path | None, typer.Option(metavar="FILE.zip", help="核对已有的数据包。 Check a bundle.")
]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="文件编号。 Ids of documents.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=example(
            "zhengtu bundle -o bundle.zip --query growth.rq", "zhengtu bundle --verify bundle.zip"
        )
    )(bundle)
    app.command(epilog=example("zhengtu cite zhejiang-work-report-2026"))(cite)


def bundle(
    output: Output = None,
    query: Query = None,
    verify: Verify = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """打包可复现的数据包：图、表、查询、引文与哈希。 A reproducible bundle, or the check of one."""
    option.one_of(output, verify, "-o", "--verify")
    if verify is not None:
        raise typer.Exit(check(verify, json=json))
    queries = {path.stem: option.read_text(path) for path in query or []}
    with option.services_of(store) as services, waiting("正在打包…"), target(output) as file:
        manifest = services.bundle(file, queries)
    if json:
        say_json(manifest)


def check(path: Path, *, json: bool) -> int:
    """Say whether a bundle is what its manifest says and return the exit code."""
    from zhengtu.service.bundle import verify_bundle

    wrong = verify_bundle(path)
    if json:
        say_json({"file": str(path), "intact": not wrong, "wrong": wrong})
    elif wrong:
        for line in wrong:
            complain(line)
    else:
        say(f"{path}：各部分与清单一致。")
    return INPUT_AT_FAULT if wrong else DONE


def cite(identifiers: Ids, store: option.Store = None, json: option.Json = False) -> None:
    """按 GB/T 7714—2015 著录文件。 References for papers."""
    with option.services_of(store) as services:
        found = {name: services.citation(name) for name in identifiers}
    if json:
        say_json([{"document": name, "citation": text} for name, text in found.items()])
    else:
        say("\n".join(found.values()))
