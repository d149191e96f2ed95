"""``zhengtu align``: a local document beside the superior one, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.cli import option
from zhengtu.cli.option import example
from zhengtu.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.comparison.alignment import Alignment, Pair

Local = Annotated[
    str, typer.Argument(metavar="LOCAL", help="下位文件的编号、文号或标题。 The local document.")
]
Superior = Annotated[
    str | None,
    typer.Argument(
        metavar="SUPERIOR",
        help="上位文件，默认取图中它落实或依据的。 Default: what the graph says it carries out.",
    ),
]
_KINDS = {
    "modality": "约束力",
    "quantity": "数值",
    "deadline": "期限",
    "date": "日期",
    "wording": "措辞",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog=example("zhengtu align 云河省数据条例 中华人民共和国数据安全法 --json"))(
        align
    )


def align(
    local: Local,
    superior: Superior = None,
    store: option.Store = None,
    json: option.Json = False,
) -> None:
    """下位文件与上位文件逐句对照：照抄、改动、新增、未采用。 Set beside the superior document."""
    with option.services_of(store) as services:
        found = services.align(local, superior)
    if json:
        say_json([each.to_json() for each in found])
    else:
        say("\n\n".join("\n".join(render(each)) for each in found))


def render(found: Alignment) -> Iterator[str]:
    """Yield the lines that people read: counts first, then what was changed."""
    count = found.summary()
    yield f"《{found.local.metadata.title}》对照《{found.superior.metadata.title}》"
    if found.lag is not None:
        yield f"两者成文相距 {found.lag} 天。"
    if found.superior_is_newer:
        yield "收录的上位文件是后来修改过的文本，差异可能出自这些修改。"
    yield (
        f"照抄 {count['copied']} 句，改动 {count['changed']} 句，新增 {count['added']} 句，"
        f"上位文件中未采用 {count['left_out']} 句。"
    )
    for pair in found.pairs:
        if pair.changes:
            yield from _changed(pair)


def _changed(pair: Pair) -> Iterator[str]:
    yield f"  {pair.superior.section}：{' '.join(pair.superior.text.split())}"
    yield f"→ {pair.local.section}：{' '.join(pair.local.text.split())}"
    for change in pair.changes:
        yield f"    {_KINDS[change.kind]}：“{change.before}” → “{change.after}”"
