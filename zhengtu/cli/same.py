"""``zhengtu same``: what is taken for one, and rulings that can be taken back."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import say, say_json, say_table

ACTIONS = ("list", "join", "part", "undo")

Act = Annotated[str, typer.Argument(metavar="|".join(ACTIONS), help="做什么。 What to do.")]
One = Annotated[
    str | None,
    typer.Argument(
        metavar="ONE", help="文件的编号、文号或标题，事物的名称，或 IRI。 A document or thing."
    ),
]
Other = Annotated[
    str | None,
    typer.Argument(metavar="OTHER", help="另一个；事物以后一个为准。 Another; of things it stays."),
]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="理由。 Why.")]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="裁定人，默认登录名。 Who.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog=example(
            "zhengtu same list",
            "zhengtu same join 网络安全法 cybersecurity-law-2016.md --why 简称",
            "zhengtu same join 云河省发改委 云河省发展和改革委员会 --why 简称",
            "zhengtu same undo 网络安全法 cybersecurity-law-2016.md",
        )
    )(same)


def same(
    action: Act,
    one: One = None,
    other: Other = None,
    why: Why = None,
    who: Who = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """哪些文件、机构、地区视为同一个，理由何在；可合并、分开、撤销。 Taken for one, reversibly."""
    from zhengtu.service import sameness

    option.known(action, ACTIONS, "same")
    if action == "list":
        _listed(store, json=json)
        return
    if one is None or other is None:
        raise typer.BadParameter(f"same {action} 须给出两个文件或事物，见 --help。")
    settings = option.settings_of(store)
    if action == "undo":
        sameness.undo(settings, one, other)
        say_json({"undone": [one, other]}) if json else say("已撤销")
        return
    if not why:
        raise typer.BadParameter("请用 --why 写明理由。")
    signed = who or os.environ.get("USER") or "匿名"
    made = sameness.decide(settings, one, other, same=action == "join", who=signed, why=why)
    if json:
        say_json(made.to_json())
    else:
        say("已视为同一个" if made.same else "已分开")


def _listed(store: option.Store, *, json: bool) -> None:
    with option.services_of(store) as services:
        found = services.joined()
    if json:
        say_json([each.to_json() for each in found])
    else:
        rows = [(each.one_name, each.other_name, each.reason, each.one) for each in found]
        say_table(("名称", "视为", "理由", "IRI"), rows)
