"""Every form that policy documents take, by section: what must come out of it and what must not.

The table is ``phenomenon.toml``; a new form is a new row. What does not hold yet is a strict
expected failure with its reason, so that it is noticed when it is mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.nlp.phenomenon import Form, forms, found

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = ("official documents", "who does what, by when", "lineage", "work reports and news")


def _cases() -> Iterator[object]:
    for form in forms():
        marks = [pytest.mark.xfail(reason=form.fails, strict=True)] if form.fails else []
        yield pytest.param(form, marks=marks, id=f"{form.section}: {form.name}")


@pytest.mark.parametrize("form", list(_cases()))
def test_form(form: Form) -> None:
    read = found(form)
    for kind, wanted in form.wanted.items():
        assert set(wanted) <= read[kind]
    for kind, unwanted in form.unwanted.items():
        assert [each for each in read[kind] for word in unwanted if word in each] == []


def test_every_section_has_its_forms_and_every_form_says_something() -> None:
    table = forms()
    assert {form.section for form in table} == set(SECTIONS)
    assert all(form.wanted or form.unwanted for form in table)
    names = [(form.section, form.name) for form in table]
    assert len(names) == len(set(names))
