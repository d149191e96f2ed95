"""Where a text bears its title, which may be broken into lines there."""

from __future__ import annotations

import re


def title_in(text: str, title: str) -> re.Match[str] | None:
    r"""Return the first place where a text has a title, whatever space stands in it.

    >>> title_in("市政府关于印发\n  规划的通知", "市政府关于印发规划的通知").group()
    '市政府关于印发\n  规划的通知'
    """
    letters = re.sub(r"\s+", "", title)
    return re.search(r"\s*".join(map(re.escape, letters)), text) if letters else None
