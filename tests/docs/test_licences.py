from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.licence import NAMED, Package, packages

if TYPE_CHECKING:
    from pathlib import Path


def test_no_copyleft_and_nothing_unknown_comes_along_unnamed() -> None:
    strange = [each for each in packages() if not each.permissive and each.name not in NAMED]
    assert strange == [], "move it to an extra, replace it, or name it in tests/docs/licence.py"


def test_only_what_comes_along_is_named() -> None:
    assert set(NAMED) <= {each.name for each in packages()}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the page is made on Linux")
def test_every_package_is_on_the_page(root: Path) -> None:
    listed = re.findall(
        r"^\| ([\w-]+) \| ", (root / "docs/licences.md").read_text("utf-8"), re.MULTILINE
    )
    missing = {each.name for each in packages()} - set(listed)
    assert not missing, "run `make licences`"


@pytest.mark.parametrize(
    ("licence", "permissive"),
    [
        ("MIT", True),
        ("Apache-2.0 AND Apache-2.0 WITH LLVM-exception AND BSD-2-Clause", True),
        ("MIT OR GPL-3.0-only", True),
        ("MPL-2.0 AND MIT", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_what_is_permissive(licence: str, permissive: bool) -> None:
    assert Package("x", licence).permissive is permissive
