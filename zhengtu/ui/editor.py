"""An editor for SPARQL: coloured, numbered, completing the terms of the ontology; works offline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui.words import t

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

# Themes that the editor ships itself; its default one asks for a font from outside.
_THEMES = {"light": "github", "dark": "tomorrow_night"}
_KEYWORDS = (
    "SELECT", "DISTINCT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "OPTIONAL", "FILTER", "UNION",
    "MINUS", "VALUES", "BIND", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET", "COUNT",
    "NOT EXISTS", "STRSTARTS", "CONTAINS", "PREFIX",
)  # fmt: skip


def edit(query: str, *, key: str, lines: int = 14) -> str | None:
    """Show an editor; return the query when its reader asks to run it (button, Ctrl+Enter).

    Args:
        query: What stands in it.
        key: Names the editor on the page.
        lines: Its height.
    """
    from code_editor import code_editor

    kind = st.context.theme.type or "light"
    said = code_editor(
        query,
        lang="sparql",
        theme=_THEMES[kind],
        key=f"{key}-{kind}",
        height=[min(lines, max(5, query.count("\n") + 2)), lines],
        completions=_completions(),
        options={"wrap": True, "showLineNumbers": True, "fontSize": 14, "tabSize": 2},
        props={"style": {"borderRadius": "0.3rem"}},
        buttons=[
            {
                "name": t("query.run"),
                "feather": "Play",
                "primary": True,
                "hasText": True,
                "alwaysOn": True,
                "showWithIcon": True,
                "commands": ["submit"],
                "style": {"bottom": "0.44rem", "right": "0.6rem"},
            }
        ],
    )
    if said.get("type") != "submit" or st.session_state.get(f"{key}-last") == said["id"]:
        return None
    st.session_state[f"{key}-last"] = said["id"]
    return str(said["text"])


def run_elsewhere(site: Site, query: str, *, key: str) -> None:
    """Show an editor whose query runs on the page for queries."""
    from zhengtu.ui import address

    wanted = edit(query, key=key)
    if wanted is not None:
        st.switch_page(site.query, query_params=address.of(sparql=wanted))
    address.link(site.query, t("answer.open_query"), sparql=query)


@lru_cache(maxsize=1)
def _completions() -> list[dict[str, object]]:
    """Return the terms of the ontology, and the words of SPARQL, as the editor offers them."""
    from ontology.lexicon import terms

    known: list[dict[str, object]] = [
        {
            "caption": f"zt:{term.name}",
            "value": f"zt:{term.name}",
            "meta": term.labels_zh[0] if term.labels_zh else "",
            "score": 1000,
        }
        for term in terms()
    ]
    words = [{"caption": w, "value": w, "meta": "SPARQL", "score": 500} for w in _KEYWORDS]
    return [*known, *words]
