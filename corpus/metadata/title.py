"""The title: broken over lines, letter-spaced, said twice, or behind the menu of a web page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.metadata.issuer import bodies_in, is_red_head, issuers_of_title
from corpus.metadata.kind import ends_like_title
from corpus.metadata.number import number_before, number_in
from corpus.metadata.page import Page, is_byline, tighten

MOST_LINES = 6
"""Lines a title may be broken over."""
LONGEST = 150

_SUBTITLE = re.compile(r"(?!.*(?:记者|原标题|新华社|日电|来源))[^。！？；：\s]{6,40}")
_TWICE = re.compile(r"^(.{6,100}) ?\1")
_NOTE = re.compile(r"[（(].*[）)]|[【\[].*[】\]]|目录|——.*|—+.*")
_ORDER = re.compile(r"[\u4e00-\u9fff ]{2,40}令(?: ?第.{1,8}号)?")
_PROMULGATED = re.compile(r"《([^《》]{4,80}(?:〈[^〉]+〉[^《》]*)?)》")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: the title, the number, and the line (index) at which each stands."""

    title: str = ""
    number: str | None = None
    number_at: int | None = None


def read_head(page: Page) -> Head:
    """Return the title and number of a page."""
    number, at = _number(page)
    order = at is not None and number is not None and "令" in number
    title = _promulgated(page) if order else ""
    title = title or _markdown(page) or page.labels.values.get("title", "")
    if not title and at is not None:
        title = _beside_number(page, at)
    title = title or _first_complete(page) or _first_line(page)
    return Head(title, number, at)


def _number(page: Page) -> tuple[str | None, int | None]:
    """The number may share the line with a title, or be split over two (令 / 第706号)."""
    for at in page.head + ([page.body] if page.body < len(page) else []):
        line = page.line(at)
        number = number_in(line)
        if number is None and at + 1 < len(page) and line.replace(" ", "").endswith("令"):
            number = number_in(f"{line} {page.line(at + 1)}")
        if number is None and at in page.head and (begun := number_before(line)):
            number = begun[0]
        if number is not None:
            return number, at
    return None, None


def _markdown(page: Page) -> str:
    """The first heading of the first level, where a document begins with one."""
    start, end = page.spans[0] if page.spans else (0, 0)
    return tighten(page.line(0)) if page.text.startswith("# ", start, end) else ""


def _promulgated(page: Page) -> str:
    """The title of what an order puts into force, as it stands above the text that follows."""
    window = range(page.body, min(len(page), page.body + 4))
    for name in (m[1] for at in window for m in _PROMULGATED.finditer(page.line(at))):
        full = name.replace("〈", "《").replace("〉", "》")
        for at in range(page.body + 1, min(len(page), page.body + 20)):
            if page.line(at).replace(" ", "").endswith(full):
                return full
    return ""


def _beside_number(page: Page, at: int) -> str:
    """The lines above the number, or below it where a letterhead or nothing stands above."""
    begun = number_before(page.line(at))
    if begun and ends_like_title(begun[1]):
        return tighten(begun[1])
    above: list[str] = []
    for line_at in reversed([each for each in page.head if each < at][-MOST_LINES * 2 :]):
        if _ends_block(page, line_at) or len(above) == MOST_LINES:
            break
        above.insert(0, page.line(line_at))
    title = _joined(above)
    if title and (ends_like_title(title) or not bodies_in(title)):
        return title
    below = [page.line(each) for each in page.head if each > at and not _ends_block(page, each)]
    for count in range(1, min(MOST_LINES, len(below)) + 1):
        if ends_like_title(joined := _joined(below[:count])):
            return joined
    return title


def _ends_block(page: Page, at: int) -> bool:
    line = page.line(at)
    return (
        is_byline(line) or is_red_head(line) or _NOTE.fullmatch(line.replace(" ", "")) is not None
    )


def _joined(lines: list[str]) -> str:
    """Join the lines of a title; of one said twice, whole and broken, take the fuller."""
    tight = [tighten(line) for line in lines]
    for at in range(1, len(tight)):
        before, after = ("".join("".join(part).split()) for part in (tight[:at], tight[at:]))
        if len(before) < 8 or len(after) < 8:
            continue
        if ends_like_title(before) and issuers_of_title(tight[at]):
            return _joined(tight[at:])
        if before in after or (tight[at].startswith("关于") and not bodies_in(tight[at - 1])):
            return _joined(tight[at:])
        if after in before:
            return _together(tight[:at])
    return _together(tight)


def _together(lines: list[str]) -> str:
    title = ""
    for line in lines:
        joint = bodies_in(title) and bodies_in(line)
        title += f" {line}" if title and joint else line
    title = _TWICE.sub(r"\1", title)
    title = title.lstrip("-—")
    return title.strip("《》") if title.startswith("《") and title.count("《") == 1 else title


def _first_complete(page: Page) -> str:
    """The first run of lines that ends like a title; short words of a menu are passed over."""
    usable = [
        at for at in page.head if not is_byline(page.line(at)) and not _is_note(page.line(at))
    ]
    for place in range(len(usable)):
        lines: list[str] = []
        for at in usable[place : place + MOST_LINES]:
            lines.append(page.line(at))
            joined = _joined(lines)
            if len(joined) > LONGEST:
                break
            if ends_like_title(joined) and _worthy(lines):
                return joined
            if len("".join(lines[-1].split())) < 8 and not bodies_in(lines[-1]):
                break
    return ""


def _is_note(line: str) -> bool:
    return _NOTE.fullmatch(line.replace(" ", "")) is not None or is_red_head(line)


def _worthy(lines: list[str]) -> bool:
    return len("".join(lines[0].split())) >= 4 and not _ORDER.fullmatch(lines[0])


def _first_line(page: Page) -> str:
    """What stands first, as news have it; a text that begins with running text has no title."""
    for at in page.head:
        line = page.line(at)
        if 4 <= len(line) <= LONGEST and not is_byline(line) and not _is_note(line):
            return _joined([line, *_subtitle(page, at)])
    return ""


def _subtitle(page: Page, at: int) -> list[str]:
    """The second half of a headline on the same line of the source, parted by a space."""
    if at + 1 >= page.body or page.text[page.spans[at][1]] == "\n":
        return []
    line = page.line(at + 1)
    return [line] if _SUBTITLE.fullmatch(line) and not is_byline(line) else []
