"""``zhengtu bench``: the project's own measurements, as a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from json import dumps
from pathlib import Path
from typing import Annotated, Any

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import INPUT_AT_FAULT, complain, say_json, say_table, waiting, write

NAMES = (
    "qa",
    "policy",
    "retrieval",
    "targets",
    "metadata",
    "extraction",
    "recogniser",
    "throughput",
    "validity",
    "duplicates",
    "graph",
    "speed",
)
ON_A_STORE = {"provisions": "provision"}
"""What is measured on the store that is named, with its module; no part of ``all``."""

Name = Annotated[
    str, typer.Argument(metavar="|".join((*NAMES, *ON_A_STORE, "all")), help="哪一项。 Which one.")
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="真实文件的目录，默认取 ZHENGTU_SHARED_DATA。 The folder of real documents.",
    ),
]


Misses = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="把每个错漏及其原因写入文件（JSON Lines）。 Where to write every miss with its cause.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example("zhengtu bench qa --data data/", "zhengtu bench extraction --misses m.jsonl")
    )(bench)


def bench(
    name: Name = "all",
    data: Data = None,
    misses: Misses = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """运行本项目的评测，各用临时库。 Measure, each on a store of its own; provisions on --store."""
    option.known(name, (*NAMES, *ON_A_STORE, "all"), "bench")
    if name in ON_A_STORE:
        with waiting(f"正在评测 {name}…"):
            module = import_module(f"zhengtu.bench.{ON_A_STORE[name]}")
            results = {name: module.run(option.settings_of(store))}
        _tell(results, misses, as_json=json)
        return
    folder = data or Path(os.environ.get("ZHENGTU_SHARED_DATA", "../shared/data"))
    if not folder.is_dir():
        complain(f"没有评测数据目录 {folder}：请用 --data DIR 指定。")
        raise typer.Exit(INPUT_AT_FAULT)
    measured = {}
    for chosen in NAMES if name == "all" else (name,):
        with waiting(f"正在评测 {chosen}…"):
            measured[chosen] = import_module(f"zhengtu.bench.{chosen}").run(folder)
    _tell(measured, misses, as_json=json)


def _tell(results: Mapping[str, Any], misses: Path | None, *, as_json: bool) -> None:
    if misses:
        lines = (dumps(miss, ensure_ascii=False) + "\n" for miss in missed(results))
        write("".join(lines), misses)
    say_json(results) if as_json else say_table(("项目", "值"), list(flat(results)))


def missed(results: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the cases under ``misses`` of results, each with the split it is of."""
    for result in results.values():
        for split, part in result.items():
            if isinstance(part, Mapping):
                yield from ({"split": split, **miss} for miss in part.get("misses", ()))


def flat(values: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the figures of nested results with their paths; lists are for ``--json`` only.

    A result that has a ``summary`` is shown by it alone.
    """
    for name, value in values.items():
        if isinstance(value, Mapping) and "summary" in value:
            yield f"{path}{name}", value["summary"]
        elif isinstance(value, Mapping):
            yield from flat(value, f"{path}{name} / ")
        elif not isinstance(value, list | tuple):
            yield f"{path}{name}", value
