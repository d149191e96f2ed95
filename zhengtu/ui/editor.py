"""An editor for SPARQL: coloured, completing the terms of the ontology, all from this machine."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st

from zhengtu.ui import address
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

_HTML = """<div class="editor"><div class="paper"><pre aria-hidden="true"></pre>
<textarea spellcheck="false" autocapitalize="off" autocomplete="off" role="combobox"
 aria-multiline="true" aria-autocomplete="list" aria-controls="terms"></textarea></div>
<ul id="terms" role="listbox" hidden></ul><span class="measure"></span>
<button type="button"></button></div>"""
_COLOURS = {
    "light": "--zt-keyword:#9c2f26;--zt-variable:#7a4a12;--zt-name:#1b6a5f;--zt-string:#1f5c83",
    "dark": "--zt-keyword:#f0958a;--zt-variable:#e3b778;--zt-name:#7fd0c3;--zt-string:#8fc1e0",
}


def edit(query: str, *, key: str) -> str | None:
    """Show an editor; return the query when its reader asks to run it (button, Ctrl+Enter).

    Args:
        query: What stands in it.
        key: Names the editor on the page.
    """
    kind = st.context.theme.type or "light"
    said = _component(kind)(
        data={"query": query, "terms": _terms(), "run": t("query.run"), "label": t("query.editor")},
        key=key,
        on_run_change=lambda: None,
    )
    return None if said.run is None else str(said.run)


def run_elsewhere(site: Site, query: str, *, key: str) -> None:
    """Show an editor whose query runs on the page for queries."""
    wanted = edit(query, key=key)
    if wanted is not None:
        st.switch_page(site.query, query_params=address.of(sparql=wanted))
    address.link(site.query, t("answer.open_query"), sparql=query)


@lru_cache(maxsize=2)
def _component(kind: str) -> Any:  # noqa: ANN401 - Streamlit's component renderer
    read = files("zhengtu.ui").joinpath
    css = f".editor{{{_COLOURS[kind]}}}" + read("editor.css").read_text(encoding="utf-8")
    return st.components.v2.component(
        f"sparql_editor_{kind}",
        html=_HTML,
        css=css,
        js=read("editor.js").read_text(encoding="utf-8"),
    )


@lru_cache(maxsize=1)
def _terms() -> list[dict[str, str]]:
    """Return the terms of the ontology as the editor offers them, with their Chinese names."""
    from ontology.lexicon import terms

    return [
        {"value": f"zt:{term.name}", "label": term.labels_zh[0] if term.labels_zh else ""}
        for term in terms()
    ]
