"""Every recipe of the cookbook returns rows on the sample documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from zhengtu.cli.app import app
from zhengtu.service import Services, build, open_services
from zhengtu.service.cookbook import CookbookError, Recipe, recipe, recipes
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


SILENT = {"21-contradictions"}
"""The sample documents agree; ``test_conflicts`` has documents that do not."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    settings = Settings(store=tmp_path_factory.mktemp("sample") / "store", workers=1)
    assert not build([], settings).failed
    with open_services(settings) as services:
        yield services


def test_there_are_enough_and_each_has_two_titles() -> None:
    assert len(recipes()) >= 15
    for each in recipes():
        assert each.title_zh
        assert each.title_en
        assert each.query.startswith("PREFIX")
    assert len({each.title_zh for each in recipes()}) == len(recipes())


@pytest.mark.parametrize("one", recipes(), ids=lambda one: one.name)
def test_each_returns_rows_on_the_sample_documents(sample: Services, one: Recipe) -> None:
    found = sample.sparql(one.query)
    assert bool(found.rows) == (one.name not in SILENT)
    assert all(any(cell for cell in row) for row in found.rows)


def test_recipes_by_name_or_number() -> None:
    assert recipe("03") == recipe("03-growth-targets")
    with pytest.raises(CookbookError, match="01-documents"):
        recipe("nonesuch")


def test_the_command_runs_and_lists_them(sample: Services) -> None:
    run = CliRunner().invoke
    store = ["--store", str(sample.settings.store)]
    listed = json.loads(run(app, ["sparql", "--recipes", "--json"]).stdout)
    assert [each["name"] for each in listed] == [each.name for each in recipes()]
    done = run(app, ["sparql", "--recipe", "01", "--format", "csv", *store])
    assert done.stdout.startswith("date,title,number")
    assert run(app, ["sparql", "--recipe", "99", *store]).exit_code == 1
    assert run(app, ["sparql", "--recipe", "01", "ASK {}", *store]).exit_code == 2
