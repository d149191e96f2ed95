"""A table as the pages show it: drawn, and to be taken away as CSV and Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from zhengtu.service.spreadsheet import xlsx
from zhengtu.ui.safe import csv_bytes
from zhengtu.ui.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TALLEST = 420


def show(
    columns: Sequence[str], rows: Sequence[Sequence[object]], name: str, *, pick: str | None = None
) -> int | None:
    """Show a table and offer it as files called ``name``; cells are shown as text.

    Args:
        columns: The headings.
        rows: A cell for each column.
        name: The name of the files.
        pick: With a key, a row can be picked, and is told by its number.
    """
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    frame = pd.DataFrame(cells, columns=pd.Index(_distinct(columns)), dtype="string")
    height = min(_TALLEST, 36 * (len(rows) + 1))
    picked: int | None = None
    if pick is None:
        st.dataframe(frame, hide_index=True, width="stretch", height=height)
    else:
        state = st.dataframe(
            frame, hide_index=True, width="stretch", height=height, key=pick,
            on_select="rerun", selection_mode="single-row",
        )  # fmt: skip
        chosen = state["selection"]["rows"]
        picked = chosen[0] if chosen and chosen[0] < len(rows) else None
    offer(columns, rows, name)
    return picked


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
