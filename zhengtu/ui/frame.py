"""Around the pages: the store is opened once; where that fails, the reader is told what to do."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from kg.directory import current_generation
from zhengtu.ui import table
from zhengtu.ui.safe import escape, label
from zhengtu.ui.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.settings import Settings
    from zhengtu.ui.protocol import Reader


def navigate(site: Site) -> None:
    """Show the page that the address names."""
    page = st.navigation(site.pages(), position="top")
    # After a link that stays on a page, such as from the list to a document, the browser still
    # shows the old address until it is told again.
    st.query_params.from_dict(st.query_params.to_dict())
    page.run()


def open_site(settings: Settings) -> Site | None:
    """Open the store, or show why that cannot be done and return None."""
    try:
        if current_generation(settings.store) is None:
            _offer_build(settings)
            return None
        version = store_version(settings.store)
        with st.spinner("正在打开数据…"):
            reader = _reader(settings, version)
            empty = not reader.documents()
    except ZhengtuError as error:
        refuse("数据目录无法打开", error)
        return None
    if empty:
        _offer_build(settings)
        return None
    return Site(reader, settings, version)


def store_version(store: Path) -> str:
    """Return what changes whenever a build, a removal or a correction was published.

    Raises:
        StoreError: The store is damaged.
    """
    return f"{store.resolve()}|{current_generation(store) or ''}"


def _close(reader: Reader) -> None:
    reader.close()


# Kept open: opening loads indexes and, with the first question, the pipeline. The state before the
# newest stays open too, for sessions that are in the middle of a page.
@st.cache_resource(max_entries=2, show_spinner=False, on_release=_close)
def _reader(_settings: Settings, version: str) -> Reader:
    del version
    from zhengtu.service import open_services

    return open_services(_settings)


def refuse(what: str, error: ZhengtuError) -> None:
    """Show an error that its reader can mend."""
    st.html(f'<h1 class="zt-title">{escape(what)}</h1>')
    st.error(label(error.message))
    st.button("重试")


def _offer_build(settings: Settings) -> None:
    store = escape(settings.store)
    st.html(
        '<h1 class="zt-title">还没有数据</h1>'
        f'<p class="zt-lead">数据目录 <code>{store}</code> 中还没有文件。'
        "用自己的文件建立，请在终端运行：</p>"
    )
    st.code(f"zhengtu build 政策文件/ --store {shlex.quote(str(settings.store))}", language="bash")
    st.html('<p class="zt-lead">或者先用随附的示例文件，不到一分钟：</p>')
    if st.button("用示例文件建立", type="primary"):
        _build(settings)


def _build(settings: Settings) -> None:
    from zhengtu.service import build

    bar = st.progress(0.0, text="正在准备…")

    def report(done: int, total: int | None, what: str) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, text=label(what))

    try:
        found = build([], settings, progress=report)
    except ZhengtuError as error:
        refuse("没有建成", error)
        return
    if found.failed:
        st.warning(f"有 {len(found.failed)} 份没有读入。")
        table.show(("文件", "原因"), [(f.source, f.reason) for f in found.failed], "没有读入的文件")
        st.button("继续", type="primary")
        return
    st.rerun()
