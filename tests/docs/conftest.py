"""A store for the tests of what is written about running one."""

from __future__ import annotations

from tests.zhengtu.conftest import built

__all__ = ["built"]
