"""The pages and how to get from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import streamlit as st

from zhengtu.ui import (
    about,
    asking,
    comparing,
    exploring,
    exporting,
    library,
    querying,
    timeline,
)
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from zhengtu.settings import Settings
    from zhengtu.ui.protocol import Desk, Reader


@dataclass(frozen=True)
class Site:
    """The pages over one store; ``version`` changes whenever the store's content does."""

    reader: Reader
    settings: Settings
    version: str

    @property
    def desk(self) -> Desk:
        """The reader, for the pages that need more than answers and documents."""
        return cast("Desk", self.reader)

    @cached_property
    def ask(self) -> StreamlitPage:
        """Questions and answers, the first page."""
        return st.Page(lambda: asking.show(self), title=t("page.ask"), url_path="ask", default=True)

    @cached_property
    def compare(self) -> StreamlitPage:
        """Figures of one indicator, place beside place."""
        return st.Page(lambda: comparing.show(self), title=t("page.compare"), url_path="compare")

    @cached_property
    def explore(self) -> StreamlitPage:
        """Things and how they are connected."""
        return st.Page(lambda: exploring.show(self), title=t("page.explore"), url_path="explore")

    @cached_property
    def timeline(self) -> StreamlitPage:
        """Documents along time."""
        return st.Page(lambda: timeline.show(self), title=t("page.timeline"), url_path="timeline")

    @cached_property
    def export(self) -> StreamlitPage:
        """Everything to take away."""
        return st.Page(lambda: exporting.show(self), title=t("page.export"), url_path="export")

    @cached_property
    def documents(self) -> StreamlitPage:
        """The documents, and one of them."""
        return st.Page(lambda: library.show(self), title=t("page.documents"), url_path="documents")

    @cached_property
    def query(self) -> StreamlitPage:
        """SPARQL."""
        return st.Page(lambda: querying.show(self), title=t("page.query"), url_path="query")

    @cached_property
    def about(self) -> StreamlitPage:
        """What this is and what is in it."""
        return st.Page(lambda: about.show(self), title=t("page.about"), url_path="about")

    def pages(self) -> list[StreamlitPage]:
        """Return all pages in the order of the navigation."""
        return [
            self.ask,
            self.compare,
            self.explore,
            self.timeline,
            self.documents,
            self.query,
            self.export,
            self.about,
        ]
