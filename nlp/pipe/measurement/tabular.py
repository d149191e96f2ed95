"""From the cells of a table to measurements."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.extraction import Measurement
from nlp.period import find_periods
from nlp.pipe.measurement.fact import Fact
from nlp.pipe.measurement.naming import indicator_of
from nlp.pipe.measurement.pattern import LEVEL, Pattern
from nlp.pipe.measurement.where import place_of_cell
from nlp.quantity import Quantity, find_quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.extraction import Comparator, Kind, Period
    from nlp.pipe.measurement.scope import Scope
    from nlp.pipe.measurement.setting import Genre, Named, Setting
    from nlp.pipe.measurement.table import Cell, Row, Table

LONGEST_QUOTE = 240
"""Characters from the header to a row that are quoted whole; else the row alone is."""

_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_NO_FIGURES = re.compile(
    r"序号|编号|代码|属性|类别|备注|说明|责任|牵头|时限|电话|面积单位|页码|日期|时间"
)
_PLACES = re.compile(r"(?:各?省份?|各?地区?|城市|[市县区州省、]{1,4}|各?地市|所在地)(?:名称)?")
"""Heads of a column that lists places: one that is not linked is no indicator either."""
_RATES = re.compile(r"(?:同比|年均)?(?:增速|增幅|增长率?|占比|比重|比例|排名|位次)")
"""What says something of the column before: GDP | 增速."""
_IN_BRACKETS = re.compile(r"[（(\[](?P<unit>[^（）()\[\]]{1,12})[)）\]]")
_TABLE_UNIT = re.compile(r"单位[:：] ?(?P<unit>[^\s、，（）()|]{1,10})")
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"目标|预期|计划|规划|预计"), "target"),
    (re.compile(r"基期|基数|基准"), "baseline"),
    (re.compile(r"实际|完成|实绩|现状|现值|实现"), "actual"),
    (re.compile(r"上限|下限|限值|限额|标准|幅度"), "limit"),
)
_BY_GENRE: dict[Genre, Kind] = {"rule": "limit", "directive": "target"}
_SAYS_NO_INDICATOR = re.compile(
    r"目标值?|预期值?|计划数?|规划|预计|基期|基数|实际值?|完成值?|实绩|现状|数值|数量|指标值?|数据|值|年|月|[\s（）()\[\]:：]"
)
_BOUND: dict[str, Comparator] = {"≥": "≥", "≤": "≤", ">": ">", "<": "<"}
_NUMBER = re.compile(
    r"(?P<bound>[≥≤><]?) ?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<hedge>左右|以上|以下|以内)?"
)
TABLE = Pattern(
    "table", 1, "level", LEVEL.cue, frozenset(), 0.9,
    "指标 | 2026年目标\n粮食产量 | 430亿斤", "粮食产量 | 稳步提高",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Column:
    words: str
    unit: str
    period: Period | None
    kind: Kind | None


def read_table(setting: Setting, table: Table, scope: Scope) -> Iterator[Measurement]:
    """Yield the measurements of a table that stands in a part of the document.

    Args:
        setting: The text and its surroundings.
        table: The table.
        scope: Of which time and kind the part of the document is.
    """
    columns = _columns(setting, table)
    frame = _column(setting, table.caption)
    label_at = _label_column(table)
    unit_at = next((n for n, c in enumerate(table.header.cells) if _is_unit(c)), None)
    for row in table.rows:
        label = row.cells[label_at] if label_at < len(row.cells) else None
        if label is None:
            continue
        unit_cell = row.cells[unit_at] if unit_at is not None and unit_at < len(row.cells) else None
        for at, cell in enumerate(row.cells):
            if at in (label_at, unit_at) or cell is None or _skipped(table.header.cells[at]):
                continue
            head = table.header.cells[label_at]
            reader = _Reader(setting, table, row, label, head, columns[at], frame, scope)
            found = reader.read(cell, unit_cell.text if unit_cell else "")
            if found is not None:
                yield found


def _columns(setting: Setting, table: Table) -> list[_Column]:
    columns: list[_Column] = []
    for cell in table.header.cells:
        column = _column(setting, cell)
        before = columns[-1].words if columns else ""
        if before and _RATES.fullmatch(column.words):
            column = replace(column, words=before + column.words)
        columns.append(column)
    return columns


def _column(setting: Setting, cell: Cell | None) -> _Column:
    if cell is None:
        return _Column("", "", None, None)
    periods = [f for f in find_periods(cell.text, setting.anchor) if f.period.end]
    table_unit = _TABLE_UNIT.search(cell.text)
    unit = table_unit or _IN_BRACKETS.search(cell.text)
    words = cell.text
    for found in reversed(periods):
        words = words[: found.start] + words[found.end :]
    words = _IN_BRACKETS.sub("", words)
    named = "" if not _SAYS_NO_INDICATOR.sub("", words) else words.strip()
    kind = next((kind for pattern, kind in _KINDS if pattern.search(cell.text)), None)
    period = replace(periods[-1].period, text="") if periods else None
    return _Column(named, unit["unit"] if unit else "", period, kind)


def _is_unit(cell: Cell | None) -> bool:
    return bool(cell and _UNIT_COLUMN.fullmatch(cell.text))


def _skipped(header: Cell | None) -> bool:
    return bool(header and _NO_FIGURES.search(header.text))


def _label_column(table: Table) -> int:
    """Return the first column whose cells are mostly words."""
    for at, header in enumerate(table.header.cells):
        cells = [row.cells[at] for row in table.rows if at < len(row.cells)]
        worded = [c for c in cells if c and not _NUMBER.match(c.text)]
        if not _skipped(header) and not _is_unit(header) and 2 * len(worded) >= len(cells):
            return at
    return 0


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one row in one column."""

    setting: Setting
    table: Table
    row: Row
    label: Cell
    header: Cell | None
    column: _Column
    frame: _Column
    scope: Scope

    def read(self, cell: Cell, unit: str) -> Measurement | None:
        """Return the measurement of a cell, None if it holds none.

        Args:
            cell: The cell.
            unit: What the row's column of units says, empty if there is none.
        """
        named = place_of_cell(self.setting, self.label.start, self.label.end)
        label = _column(self.setting, self.label)
        words = self.column.words if named else label.words
        unit = unit or (self.column.unit if named else label.unit) or self.column.unit
        value = _value(cell, unit or self.frame.unit)
        listed = named is None and bool(self.header and _PLACES.fullmatch(self.header.text))
        if value is None or not words or listed:
            return None
        return self._measured(value, words, named, label)

    def _measured(
        self, value: Quantity, words: str, named: Named | None, label: _Column
    ) -> Measurement | None:
        indicator = indicator_of(Fact(value, words, "level", "", TABLE, value.start), words)
        if indicator is None:
            return None
        setting, period = self.setting, self.column.period or label.period or self.frame.period
        quote = self._quote()
        return Measurement(
            start=value.start, end=value.end, value_text=setting.raw[value.start : value.end],
            low=value.low, high=value.high, comparator=value.comparator, unit=indicator.unit,
            indicator=indicator.name, indicator_iri=indicator.iri,
            period=period or self.scope.period,
            area=named.name if named else setting.area,
            area_iri=named.iri if named else setting.area_iri,
            agent=None, agent_iri=None, kind=self._kind(period),
            quote_start=quote[0], quote_end=quote[1], method=TABLE.method,
            confidence=TABLE.confidence - (0 if indicator.is_published else 0.1),
        )  # fmt: skip

    def _kind(self, period: Period | None) -> Kind:
        said = self.column.kind or self.frame.kind or self.scope.kind
        on = self.setting.anchor.on()
        if said is None and period and period.end and on:
            said = "actual" if period.end.year < on.year else "target"
        genre = self.setting.genre
        return said or (
            "limit" if genre == "rule" else "target" if genre == "directive" else "actual"
        )

    def _quote(self) -> tuple[int, int]:
        start = self.table.start
        return (start if self.row.end - start <= LONGEST_QUOTE else self.row.start), self.row.end


def _value(cell: Cell, unit: str) -> Quantity | None:
    """Return the value that a cell is, with the unit that stands elsewhere where it has none."""
    bare = _NUMBER.fullmatch(cell.text.strip("[]"))
    if bare is None:
        found = find_quantities(cell.text)
        whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(cell.text)
        return _moved(found[0], cell.start) if whole else None
    written = bare["number"] + unit + (bare["hedge"] or "")
    found = find_quantities(written) if unit else []
    if len(found) != 1 or found[0].end != len(written):
        return None
    comparator = _BOUND.get(bare["bound"], found[0].comparator)
    return replace(
        found[0], start=cell.start, end=cell.end, number_start=cell.start, unit_end=cell.end,
        comparator=comparator,
    )  # fmt: skip


def _moved(value: Quantity, by: int) -> Quantity:
    return replace(
        value, start=value.start + by, end=value.end + by,
        number_start=value.number_start + by, unit_end=value.unit_end + by,
    )  # fmt: skip
