"""A table as the pages show it: drawn, picked from, and to be taken away as CSV and Excel."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from zhengtu.service.spreadsheet import xlsx
from zhengtu.ui import address
from zhengtu.ui.safe import csv_bytes
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TALLEST = 420
_PICKED = "row"


def show(
    columns: Sequence[str], rows: Sequence[Sequence[object]], name: str, *, pick: str | None = None
) -> int | None:
    """Show a table and offer it as files called ``name``; cells are shown as text.

    Args:
        columns: The headings.
        rows: A cell for each column.
        name: The name of the files.
        pick: With a key, a row can be picked by clicking a cell of it. The address holds which; it
            is told by its number.
    """
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    frame = pd.DataFrame(cells, columns=pd.Index(_distinct(columns)), dtype="string")
    height = min(_TALLEST, 36 * (len(rows) + 1))
    picked: int | None = None
    if pick is None:
        st.dataframe(frame, hide_index=True, width="stretch", height=height)
    else:
        picked = _picked(frame, [_mark(row) for row in cells], pick, height)
    offer(columns, rows, name)
    return picked


def _picked(frame: pd.DataFrame, marks: list[str], pick: str, height: int) -> int | None:
    """Show a table to pick from; return the number of the row that the address names."""
    asked = address.get(_PICKED)
    at = marks.index(asked) if asked in marks else None
    # A table keeps what was picked in it: only when the address was changed from elsewhere (a link,
    # "back") is it shown as a new one, which begins with what the address says.
    told, turn = st.session_state.get(f"picked-{pick}", (asked, 0))
    if told != asked:
        turn += 1
    st.session_state[f"picked-{pick}"] = (asked, turn)
    key = f"{pick}-{turn}"

    def follow() -> None:
        chosen = st.session_state[key]["selection"]["cells"]
        found = marks[chosen[0][0]] if chosen and chosen[0][0] < len(marks) else ""
        st.session_state[f"picked-{pick}"] = (found, turn)
        address.change(**{_PICKED: found})

    shown = [] if at is None else [(at, frame.columns[0])]
    st.dataframe(
        frame, hide_index=True, width="stretch", height=height, key=key, on_select=follow,
        selection_mode="single-cell", selection_default={"selection": {"cells": shown}},
    )  # fmt: skip
    return at


def _mark(row: Sequence[str]) -> str:
    """Return what names a row in the address: it changes when the row does."""
    return hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:10]


def offer(columns: Sequence[str], rows: Sequence[Sequence[object]], name: str) -> None:
    """Offer a table as CSV and as an Excel file, made when they are asked for."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            t("table.csv", rows=f"{len(rows):,}"),
            data=lambda: csv_bytes(columns, rows),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )
        st.download_button(
            t("table.xlsx"),
            data=lambda: xlsx(columns, rows),
            file_name=f"{name}.xlsx",
            mime=_XLSX,
            key=f"xlsx-{name}",
            on_click="ignore",
        )


def _distinct(columns: Sequence[str]) -> list[str]:
    """Return the names with a number after those that occur again, which tables need."""
    seen: dict[str, int] = {}
    names = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        names.append(column if seen[column] == 1 else f"{column} {seen[column]}")
    return names
