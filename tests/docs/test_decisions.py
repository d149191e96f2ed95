"""The index of decisions names every page by its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_every_decision_is_in_the_index(root: Path) -> None:
    folder = root / "docs/decisions"
    index = (folder / "README.md").read_text("utf-8")
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert len(pages) > 40
    for page in pages:
        title = page.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert f"- [{title}]({page.name})" in index
