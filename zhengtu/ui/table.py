"""A table as the pages show it: drawn, and to be taken away as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from zhengtu.ui.safe import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence


def show(columns: Sequence[str], rows: Sequence[Sequence[object]], name: str) -> None:
    """Show a table and offer it as a file called ``name``; cells are shown as text."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    frame = pd.DataFrame(cells, columns=pd.Index(_distinct(columns)), dtype="string")
    st.dataframe(frame, hide_index=True, width="stretch")
    st.download_button(
        f"下载 CSV（{len(rows):,} 行）",
        data=csv_bytes(columns, rows),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"csv-{name}",
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
