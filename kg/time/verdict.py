"""An answer about validity as a Chinese sentence and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kg.statement import Evidence
    from kg.time.validity import Ending, Validity


def as_json(found: Validity) -> dict[str, Any]:
    """Return the answer as a JSON object; days are ISO dates or null."""
    return {
        "document": found.document,
        "title": found.title,
        "on": found.on.isoformat(),
        "status": found.status,
        "reason": found.reason,
        "since": _iso(found.since),
        "until": _iso(found.until),
        "assumed_start": found.assumed_start,
        "endings": [_ending_json(each) for each in found.endings],
        "amendments": [_ending_json(each) for each in found.amendments],
        "evidence": [_place(each) for each in found.evidence],
        "edition": _iso(found.edition),
        "horizon": _iso(found.horizon),
        "text": sentence(found),
    }


def sentence(found: Validity) -> str:
    """Return the answer for people, with what it rests on and what it leaves open."""
    words = _verdict(found)
    if found.assumed_start and found.status == "in_force":
        words = words.removesuffix("。") + "（未写明施行日期，自成文之日起算）。"
    if found.edition and found.edition > found.on and found.reason != "not_yet_issued":
        words += f"收录的是{_zh(found.edition)}修改后的文本，{_zh(found.on)}的文字可能不同。"
    if found.status == "in_force" and found.horizon:
        words += f"依据为已收录的文件，其中最晚的日期是{_zh(found.horizon)}。"
    return words


def _verdict(found: Validity) -> str:
    name, day = _quoted(found.title), _zh(found.on)
    by = "、".join(_quoted(each.title) for each in found.endings)
    since = f"自{_zh(found.since)}起" if found.since else ""
    return {
        "in_force": f"{name}{since}施行，{day}有效。",
        "amended": f"{name}{since}施行，{day}有效，但已被"
        f"{'、'.join(_quoted(each.title) for each in found.amendments)}修改。",
        "not_yet_issued": f"{name}在{day}尚未发布，无效。",
        "not_yet_effective": f"{name}{since}施行，{day}尚未生效。",
        "expired": f"{name}有效期至{_zh(found.until)}，{day}已失效。",
        "repealed": f"{name}已被{by}废止，{day}已失效。",
        "superseded": f"{name}已被{by}取代，{day}已失效。",
        "newer_version": f"{name}的这一版本在{day}已被{_zh(_first(found.endings))}起的新版本取代。",
        "no_date": f"{name}没有写明施行日期，{day}是否有效无法确定。",
        "repeal_undated": f"{name}被{by}废止，但废止的日期不明，{day}是否有效无法确定。",
        "not_held": f"{name}没有收录，也没有已收录的文件废止它，{day}是否有效无法确定。",
    }[found.reason]


def _quoted(title: str) -> str:
    """Return a title in its marks; marks inside become the single ones (GB/T 15834—2011, 4.15)."""
    return f"《{title.translate(_INNER)}》"


_INNER = str.maketrans("《》", "〈〉")


def _first(endings: Sequence[Ending]) -> date | None:
    return min((each.since for each in endings if each.since), default=None)


def _zh(day: date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ending_json(ending: Ending) -> dict[str, Any]:
    return {
        "document": ending.document,
        "title": ending.title,
        "since": _iso(ending.since),
        "evidence": [_place(each) for each in ending.evidence],
    }


def _place(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document_id,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }
