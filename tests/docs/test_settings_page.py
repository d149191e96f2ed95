from __future__ import annotations

from typing import TYPE_CHECKING

from zhengtu.setting_reference import reference
from zhengtu.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_committed_page_is_the_generated_one(root: Path) -> None:
    assert (root / "docs/settings.md").read_text("utf-8") == reference(), "run `make docs`"


def test_every_setting_is_described_with_its_bounds() -> None:
    page = reference()
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"| `{name}` | " in page
    assert "| `sparql_processes` | number ≥ 1 ≤ 64 | `2` |" in page
    assert "| `log_format` | `json` or `text` | `json` |" in page
