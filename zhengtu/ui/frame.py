"""Around the pages: the store is opened once; where that fails, the reader is told what to do."""

from __future__ import annotations

import shlex
import sqlite3
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from kg.error import StoreError
from kg.storage.directory import current_generation
from kg.storage.marker import MARKER, check_version
from zhengtu.ui import address, card, intake, permit, words
from zhengtu.ui.keep import once
from zhengtu.ui.safe import escape, label
from zhengtu.ui.site import Site
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from pathlib import Path

    from zhengtu.settings import Settings
    from zhengtu.ui.protocol import Reader


def navigate(site: Site) -> None:
    """Show the page that the address names."""
    page = st.navigation(site.pages(), position="top")
    address.settle()
    _languages()
    intake.banner()
    try:
        page.run()
    except ZhengtuError as error:
        refuse(t("frame.page_failed"), error)


def _languages() -> None:
    """Offer the other language, at the top of every page."""
    other: words.Language = "en" if words.language() == "zh" else "zh"

    def switch() -> None:
        words.use(other)
        address.change()

    with st.container(key="languages"):
        st.button(words.LANGUAGES[other], key="other-language", type="tertiary", on_click=switch)


def open_site(settings: Settings) -> Site | None:
    """Open the store, or show why that cannot be done and return None."""
    store = settings.store
    try:
        if (store / MARKER).exists():
            check_version(store)
        if current_generation(store) is None:
            _offer_build(settings)
            return None
        version = store_version(store)
        with st.spinner(t("frame.opening")):
            reader = _reader(settings, version)
            empty = once(version, "empty", lambda: not reader.documents())
    except ZhengtuError as error:
        refuse(t("frame.unreadable"), error, store)
        return None
    except sqlite3.DatabaseError as error:
        damaged = StoreError(t("frame.damaged", store=store, reason=error), path=str(store))
        refuse(t("frame.unreadable"), damaged, store)
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


def refuse(what: str, error: ZhengtuError, store: Path | None = None) -> None:
    """Show an error that its reader can mend; for a store that cannot be read, how to."""
    st.html(f'<h1 class="zt-title">{escape(what)}</h1>')
    st.error(label(error.message))
    if store is not None:
        st.html(f'<p class="zt-lead">{escape(t("frame.rebuild"))}</p>')
        fresh = shlex.quote(f"{store}-new")
        commands = f"zhengtu build 政策文件/ --store {fresh}\nzhengtu app --store {fresh}"
        st.code(commands, language="bash")
    st.button(t("frame.again"))


def _offer_build(settings: Settings) -> None:
    st.html(card.heading(t("frame.empty"), t("frame.empty_help", store=settings.store)))
    st.code(f"zhengtu build 政策文件/ --store {shlex.quote(str(settings.store))}", language="bash")
    st.html(f'<p class="zt-lead">{escape(t("frame.samples_help"))}</p>')
    if permit.asked(settings, "build") and st.button(t("frame.samples"), type="primary"):
        _build(settings)


def _build(settings: Settings) -> None:
    from zhengtu.service import build

    bar = st.progress(0.0, text=t("frame.preparing"))

    def report(done: int, total: int | None, what: str) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, text=label(what))

    try:
        found = build([], settings, progress=report)
    except ZhengtuError as error:
        refuse(t("frame.not_built"), error)
        return
    if found.failed:
        st.warning(t("frame.failed", count=len(found.failed)))
        intake.failures([(f.source, f.reason) for f in found.failed])
        st.button(t("frame.go_on"), type="primary")
        return
    st.rerun()
