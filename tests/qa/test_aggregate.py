"""Arithmetic and comparison over observations."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from qa.question.threshold import Threshold
from qa.recall.fact import Figure
from qa.way.aggregate import extremes, share
from qa.way.bound import meets, rounded

if TYPE_CHECKING:
    from qa.service import Asker


def figure(low: str, high: str | None = None, comparator: str = "=", unit: str = "%") -> Figure:
    return Figure(
        iri=f"urn:{low}{comparator}",
        indicator="某指标",
        indicator_iri="urn:i",
        low=Decimal(low),
        high=Decimal(high or low),
        comparator=comparator,
        unit=unit,
        value_text=low,
        kind="target",
    )


def at_least(bound: str) -> Threshold:
    return Threshold("≥", Decimal(bound), Decimal(bound), "%", f"{bound}%以上")


@pytest.mark.parametrize(
    ("candidate", "bound", "holds"),
    [
        (figure("5", comparator="≥"), "5", True),
        (figure("5", "5.5", "range"), "5.5", None),
        (figure("5.5", comparator="≈"), "5.5", True),
        (figure("5.5", comparator="≈"), "5", True),
        (figure("5", comparator="≥"), "5.5", None),
        (figure("5", comparator="≈"), "5.5", False),
        (figure("5", comparator="≤"), "4", None),
        (figure("6"), "5.5", True),
        (figure("6", unit="元"), "5.5", False),
    ],
)
def test_a_bound_holds_only_where_it_is_certain(
    candidate: Figure, bound: str, holds: bool | None
) -> None:
    assert meets(candidate, at_least(bound)) is holds


def test_at_most_excludes_an_open_upper_end() -> None:
    bound = Threshold("≤", Decimal(5), Decimal(5), "%", "5%以内")
    assert meets(figure("5", comparator="≤"), bound) is True
    assert meets(figure("4", comparator="≥"), bound) is None


def test_a_rounded_figure_near_the_bound_is_told_from_one_that_is_far() -> None:
    assert rounded(figure("5", comparator="≈"), [at_least("5")])
    assert not rounded(figure("5.5", comparator="≈"), [at_least("5")])
    assert not rounded(figure("5"), [at_least("5")])


def test_units_are_brought_together_before_comparing() -> None:
    bound = Threshold("≥", Decimal(40_000_000), Decimal(40_000_000), "吨", "4000万吨以上")
    assert meets(figure("80000000000", unit="斤"), bound) is True
    table = [figure("39000000", unit="吨"), figure("80000000000", unit="斤")]
    assert [f.unit for f in extremes(table, highest=True)] == ["斤"]


def test_the_first_places_of_an_order_keep_those_that_tie_with_the_last() -> None:
    table = [figure("5"), figure("7"), figure("6"), figure("6", comparator="≈")]
    assert [str(f.low) for f in extremes(table, highest=True, most=2)] == ["7", "6", "6"]


def test_all_ties_are_reported() -> None:
    table = [figure("5"), figure("6"), figure("6", comparator="≈")]
    assert [f.low for f in extremes(table, highest=True)] == [Decimal(6), Decimal(6)]
    assert [f.low for f in extremes(table, highest=False)] == [Decimal(5)]
    assert extremes([], highest=True) == []


def test_share_is_exact_and_refuses_what_means_nothing() -> None:
    part, whole = figure("10", unit="元"), figure("300", unit="元")
    assert share(part, whole) == Decimal("3.3")
    assert share(part, figure("300")) is None
    assert share(part, figure("0", unit="元")) is None


def test_a_table_says_what_it_is_of(asker: Asker) -> None:
    answer = asker.ask("列出各省2024年地区生产总值增长目标")
    assert "2个地区有2024年地区生产总值增长目标的数据" in answer.text
