"""Adding and removing documents from the page; others see it going on and then its result."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from corpus.error import ZhengtuError
from zhengtu.ui import address, card, fetch, permit, table
from zhengtu.ui.safe import escape, label
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengtu.ui.site import Site

TYPES = (
    "txt", "md", "html", "htm", "mhtml", "pdf", "docx", "ofd", "doc", "wps", "rtf", "csv", "xlsx",
    "xls", "jsonl", "gz", "zip",
)  # fmt: skip
"""Suffixes that are offered; what a file is, its content decides."""

_MOST_OPENED = 10
"""Documents of one file to which there are links."""


_REDRAWN = 0.2
"""Seconds after which the state of the files is shown anew."""


class Work:
    """What is being written to the store right now, for all sessions to see."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.done = 0
        self.total: int | None = None
        self.what = ""

    @property
    def busy(self) -> bool:
        """Whether somebody is writing."""
        return self._lock.locked()

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Take note of how far it is."""
        self.done, self.total, self.what = done, total, what

    @contextmanager
    def begin(self) -> Iterator[bool]:
        """Take the turn if nobody has it; tells whether it was taken."""
        taken = self._lock.acquire(blocking=False)
        try:
            yield taken
        finally:
            if taken:
                self.tell(0, None, "")
                self._lock.release()


@st.cache_resource(show_spinner=False)
def work() -> Work:
    """Return the one record of what is being written."""
    return Work()


def banner() -> None:
    """Show that a build is running, in whichever session; it goes when the build is done."""
    if not work().busy:
        return

    @st.fragment(run_every=2)
    def watch() -> None:
        going = work()
        if not going.busy:
            st.rerun(scope="app")
        share = min(going.done / going.total, 1.0) if going.total else 0.0
        st.progress(share, text=t("intake.running", what=label(going.what)))

    watch()


def upload(site: Site) -> None:
    """Offer to hand in files; tell how far it is and what became of each."""
    st.html(card.small(t("intake.help")))
    if not permit.asked(site.settings, "upload"):
        return
    most = st.get_option("server.maxUploadSize")
    st.html(_dropped(t("intake.choose"), t("intake.most", count=most)))
    turn = st.session_state.setdefault("upload-turn", 0)
    files = st.file_uploader(
        t("intake.drop"), type=list(TYPES), accept_multiple_files=True, key=f"upload-{turn}"
    )
    if files and st.button(t("intake.add", count=len(files)), type="primary"):
        _read(site, [(each.name, each.getvalue()) for each in files])
    _results(site)


def _dropped(button: str, most: str) -> str:
    """Return a sheet that says in the session's language what Streamlit's box says in English."""
    box = "[data-testid=stFileUploaderDropzone]"
    instructions = f"{box} [data-testid=stFileUploaderDropzoneInstructions] span"
    return (
        f"<style>{box} button p, {instructions} {{ font-size: 0; }}"
        f"{box} button p::after {{ content: '{button}'; font-size: .95rem; }}"
        f"{instructions}::after {{ content: '{most}'; font-size: .875rem; }}</style>"
    )


def _results(site: Site) -> None:
    """Show what became of each file: its documents to open, or why it was not read."""
    for each in st.session_state.get("received", []):
        if each.reason:
            st.error(t("intake.failed", name=label(each.name), reason=label(each.reason)))
            continue
        rows = [row for row in fetch.documents(site) if each.holds(row.get("path"))]
        st.success(t("intake.added", name=label(each.name), count=len(rows)))
        for row in rows[:_MOST_OPENED]:
            address.link(site.documents, row.get("title") or row["id"], doc=row["id"])


class _Board:
    """Each file that is being read: waiting, how many documents it gave so far, or why not."""

    def __init__(self, names: list[str]) -> None:
        self._documents = dict.fromkeys(names, 0)
        self._reasons: dict[str, str] = {}
        self._place = st.empty()
        self._drawn = 0.0
        self._draw()

    def take(self, source: str, reason: str = "") -> None:
        """Take note of a document of a file or of a failure; see ``Outcome``."""
        first = not self._documents.get(source)
        if reason:
            self._reasons[source] = reason
        if source in self._documents:
            self._documents[source] += not reason
        if first or time.monotonic() - self._drawn > _REDRAWN:
            self._draw()

    def _draw(self) -> None:
        rows = "".join(f"<li>{escape(self._row(name))}</li>" for name in self._documents)
        self._place.html(f'<ul class="zt-lines">{rows}</ul>')
        self._drawn = time.monotonic()

    def _row(self, name: str) -> str:
        if name in self._reasons:
            return t("intake.failed", name=name, reason=self._reasons[name])
        count = self._documents[name]
        return t("intake.so_far", name=name, count=count) if count else t("intake.wait", name=name)


def _read(site: Site, files: list[tuple[str, bytes]]) -> None:
    from zhengtu.service.intake import Upload, add

    going = work()
    with going.begin() as taken:
        if not taken:
            st.warning(t("intake.busy"))
            return
        bar = st.progress(0.0, text=t("intake.reading"))
        board = _Board([name for name, _ in files])

        def tell(done: int, total: int | None, what: str) -> None:
            going.tell(done, total, what)
            share = min(done / total, 1.0) if total else 0.0
            bar.progress(share, text=t("intake.read", done=done, total=total, what=label(what)))

        try:
            found = add([Upload(*each) for each in files], site.settings, tell, board.take)
        except ZhengtuError as error:
            st.error(label(error.message))
            return
    st.session_state["received"] = found
    st.session_state["upload-turn"] += 1
    st.rerun()


def removal(site: Site, document_id: str, title: str) -> None:
    """Offer to remove a document, after a second thought."""
    with st.popover(t("intake.remove"), icon=":material/delete:"):
        st.html(card.small(t("intake.remove_help", title=title)))
        if not permit.asked(site.settings, "remove"):
            return
        if not st.button(t("intake.remove_sure"), type="primary", key=f"remove-{document_id}"):
            return
        from zhengtu.service import remove

        with work().begin() as taken:
            if not taken:
                st.warning(t("intake.busy"))
                return
            try:
                with st.spinner(t("intake.removing")):
                    remove(document_id, site.settings)
            except ZhengtuError as error:
                st.error(label(error.message))
                return
        st.toast(t("intake.removed", title=label(title)))
        address.put()
        st.rerun()


def failures(rows: list[tuple[str, str]]) -> None:
    """Show the files that were not read and why."""
    table.show((t("intake.file"), t("intake.reason")), rows, "没有读入的文件")
