"""Pictures of things and what joins them: one to walk about in, and one that is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from zhengtu.ui import palette
from zhengtu.ui.safe import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhengtu.service.explore import Edge, Neighbourhood, Thing

_LINE = "#8a857c"
_LONGEST = 18
_HEIGHT = 520
_LAYOUT = {
    "name": "fcose", "animate": False, "fit": True, "padding": 24, "nodeSeparation": 60,
    "idealEdgeLength": 90, "nodeDimensionsIncludeLabels": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    """A rule of the picture: what it is for, and Cytoscape's style."""

    selector: str
    style: dict[str, object]

    def dump(self) -> dict[str, object]:
        """Return the rule as the picture reads it."""
        return {"selector": self.selector, "style": self.style}


def _node(kind: str, text: str) -> _Style:
    colour = palette.colour(kind)
    icon = palette.ICONS.get(colour)
    drawn = {"background-image": f"./icons/{icon}.svg"} if icon else {}
    named = {"label": "data(name)", "color": text, "min-zoomed-font-size": 0, "font-size": 13}
    named |= _ground(0.8)
    return _Style(
        f"node[label='{kind}']",
        {"background-color": colour, "width": 34, "height": 34, **named, **drawn},
    )


def _ground(opacity: float) -> dict[str, object]:
    """Return a ground behind words, so that lines under them do not cross them out."""
    return {
        "text-background-color": "#ffffff" if _light() else "#0e1117",  # those of the picture
        "text-background-opacity": opacity,
        "text-background-padding": "1px",
    }


def _light() -> bool:
    return (st.context.theme.type or "light") == "light"


def _edge(predicate: str, text: str) -> _Style:
    named = {"label": "data(name)", "color": text, "min-zoomed-font-size": 0, "font-size": 10}
    line = {"line-color": _LINE, "target-arrow-color": _LINE, "target-arrow-shape": "triangle"}
    return _Style(
        f"edge[label='{predicate}']",
        {**named, **line, "width": 1.5, "arrow-scale": 0.8, **_ground(0.7)},
    )


def walk(around: Neighbourhood, *, key: str) -> str | None:
    """Show a picture in which things can be moved, chosen and opened.

    Returns:
        The IRI of the thing whose neighbours are asked for (double click), once; None otherwise.
    """
    from st_link_analysis import st_link_analysis

    things = (around.centre, *around.things)
    kinds = sorted({each.kind for each in things})
    relations = sorted({each.predicate for each in around.edges})
    text = "#262320" if _light() else "#e9e4db"
    said: Any = st_link_analysis(
        elements(around),
        layout=_LAYOUT,
        node_styles=[_node(each, text) for each in kinds],
        edge_styles=[_edge(each, text) for each in relations],
        height=_HEIGHT,
        key=key,
        node_actions=["expand"],
    )
    if not said or said.get("action") != "expand":
        return None
    if st.session_state.get(f"{key}-last") == said.get("timestamp"):
        return None
    st.session_state[f"{key}-last"] = said.get("timestamp")
    wanted = [str(each) for each in said["data"]["node_ids"]]
    known = {each.iri for each in things}
    return wanted[0] if wanted and wanted[0] in known else None


def elements(around: Neighbourhood) -> dict[str, list[dict[str, dict[str, str]]]]:
    """Return things and relations in Cytoscape's form; long names are cut."""
    nodes = [
        {
            "data": {
                "id": each.iri,
                "label": each.kind,
                "name": cut(each.label),
                "type": palette.name(each.kind),
                "full": each.label,
            }
        }
        for each in (around.centre, *around.things)
    ]
    edges = [
        {
            "data": {
                "id": f"e{number}",
                "label": each.predicate,
                "name": palette.name(each.predicate),
                "source": each.subject,
                "target": each.object,
            }
        }
        for number, each in enumerate(around.edges)
    ]
    return {"nodes": nodes, "edges": edges}


def dot(
    things: Sequence[Thing],
    edges: Sequence[Edge],
    *,
    direction: str = "LR",
    centre: str = "",
    struck: Collection[str] = (),
) -> str:
    """Return a picture in the DOT language; every name is quoted, long ones are cut.

    Args:
        things: The nodes.
        edges: What joins them.
        direction: Where the arrows point: ``LR``, ``TB``, ``BT``.
        centre: The IRI of the one that is framed.
        struck: The IRIs of those whose names are struck through.
    """
    lines = [
        f'graph [rankdir={direction} bgcolor="transparent" pad=0.2 size="10,9"]',
        'node [shape=box style="rounded,filled" fontname="sans-serif" fontsize=12 '
        'color="#00000000" fontcolor="#ffffff" margin="0.12,0.06"]',
        f'edge [fontname="sans-serif" fontsize=10 color="{_LINE}" fontcolor="{_LINE}" '
        "arrowsize=0.6]",
    ]
    for each in things:
        name = cut(each.label)
        text = f"<<S>{escape(name)}</S>>" if each.iri in struck else _quoted(name)
        frame = ' penwidth=2 color="#a8322a"' if each.iri == centre else ""
        lines.append(
            f"{_quoted(each.iri)} [label={text} tooltip={_quoted(each.label)} "
            f'fillcolor="{palette.strong(each.kind)}"{frame}]'
        )
    for edge in edges:
        name = _quoted(palette.name(edge.predicate))
        lines.append(f"{_quoted(edge.subject)} -> {_quoted(edge.object)} [label={name}]")
    return "digraph {\n" + ";\n".join(lines) + ";\n}"


def legend(things: Sequence[Thing]) -> str:
    """Return what the colours of a picture mean."""
    kinds = sorted({each.kind for each in things if each.kind})
    items = "".join(
        f'<span style="--zt-c:{palette.colour(kind)}">{escape(palette.name(kind))}</span>'
        for kind in kinds
    )
    return f'<div class="zt-legend zt-small">{items}</div>'


def cut(text: str) -> str:
    """Return a name short enough to stand in a picture."""
    clean = " ".join(text.split())
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    """Return a DOT string; line breaks and quotation marks cannot end it."""
    clean = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'
