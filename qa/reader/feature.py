"""The features of candidate spans: named numbers, each computed for all spans of a region at once.

Nothing here knows a phrase of a question; what a value is good for is learned (``qa.training``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from qa.reader.match import share
from qa.reader.question import KINDS
from qa.reader.sequence import sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qa.reader.candidate import Spans
    from qa.reader.match import Floats, Matched, Whole
    from qa.reader.question import Question
    from qa.reader.region import Region
    from qa.reader.scene import Held, Scene, Seen

    Columns = dict[str, Floats]

BEFORE = 40
"""Characters before a span that count as its near context, and after it half as many."""

_INSIDE: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "digits": r"\d",
        "amounts": r"\d[\d.,]*(?:%|个百分点|[万亿]?[元名人家户吨只件个项条张辆套])",
        "dates": r"\d{1,4}[年月日时天]|[一二三四五六七八九十]+(?:年|个月|天)",
        "phones": r"\d{3,4}-\d{7,8}|(?<![\d.])\d{5,11}(?![\d.年])|www\.|https?:|公众号|app",
        "marks": r"、",
        "items": (
            r"[（(][一二三四五六七八九十\d]{1,2}[）)]|(?<![\d.])\d{1,2}[.．、](?!\d)"
            r"|[一二三四五六七八九]是"
        ),
        "stops": r"[。！？；]",
        "commas": r"[，：]",
        "quotes": r"[“”]",
        "duties": (
            r"要|应当?|须|不得|可以?|予以|给予|加强|确保|鼓励|支持|免征|减免|延长|实行|开展|建立"
        ),
    }.items()
}
_BEFORE: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern + r"[“（]?$")
    for name, pattern in {
        "after_stop": r"[。！？；]",
        "after_comma": r"[，、]",
        "after_colon": r"[：:]",
        "after_space": r"[\s\u3000]",
        "after_open": r"[“（(《]",
        "after_verb": r"[要将过至达到对用以由供予为是向按给]",
        "after_cue": (
            r"(?:要求|如下|包括|通过|指出|提出|强调|是指|规定|措施|明确|原则|表示|方式|分别|主要"
            r"|涵盖|答[：:]?)"
        ),
        "after_item": r"(?:[一二三四五六七八九十\d][、.．）)]|[一二三四五六七八九]是)\s?",
    }.items()
}
_AFTER: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "then_stop": r"[。！？；]",
        "then_comma": r"[，、：]",
        "then_space": r"\s|$",
        "then_item": (
            r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．](?!\d)|[二三四五六七八九]是)"
        ),
        "then_paragraph": r"\n|\s{3}|$",
        "then_close": r"[”）)》（(]",
        "then_noun": r"等|的|多",
        "then_verb": r"[为是将对在作进要给予]",
    }.items()
}
_FIRST: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "begins_item": r"[（(]?[一二三四五六七八九十\d]{1,2}[）).．、]|[一二三四五六七八九]是",
        "begins_verb": r"[要应可须不将给免减延加建开实组积严]|通过|采取|鼓励|对|按",
        "begins_time": r"\d|自|从|截至|即日起|近日|目前",
        "begins_turn": r"同时|此外|另外|其中|但|并|而|以及|据",
    }.items()
}
_LAST: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "ends_stop": r"[。！？；][”）)]?$",
        "ends_body": r"(?:[部委局厅院会司]|公司|医院|中心|政府|集团|银行|部门|企业|单位|机构)$",
        "ends_place": r"[省市区县州镇乡村]$",
        "ends_etc": r"等$",
        "ends_digit": r"[\d%元日月年人个名家]$",
    }.items()
}
_LOOK = 12


def features(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """Return the columns of a region's candidates; all have one value for each span."""
    size = len(spans.start)
    columns: Columns = {}
    columns |= _of_place(scene, seen, spans)
    columns |= _of_context(scene, seen, spans)
    columns |= _of_span(seen.region, seen.matched, spans)
    columns |= _of_edges(seen.region, spans)
    columns |= _of_anchors(scene.question, seen.region, spans)
    columns |= sequence(scene, seen, spans)
    for name, holds in zip(KINDS, scene.question.kinds, strict=True):
        columns[f"asks_{name}"] = np.full(size, holds, dtype=np.float32)
    columns["question_length"] = np.full(size, len(scene.question.text), dtype=np.float32)
    return columns


def _of_place(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """Where the region is: its rank, its title, how much of the question it holds."""
    size = len(spans.start)
    region = seen.region
    weights = scene.question.weights
    long = len(region.document.text)
    everything: Held = np.any(seen.own, axis=1, keepdims=True).reshape(-1, 1)
    return {
        "rank": _full(region.rank, size),
        "score": _full(region.score, size),
        "title": _full(share(seen.titled, weights)[0], size),
        "region": _full(share(everything, weights)[0], size),
        "region_local": _full(share(everything, scene.local)[0], size),
        "region_title": _full(share(everything | seen.titled, weights)[0], size),
        "missing": _full(_missing(everything | seen.titled, scene.local), size),
        "place_titled": _full(seen.places[0], size),
        "place_near": _full(seen.places[1], size),
        "place_other": _full(seen.places[2], size),
        "places": _full(len(scene.question.places), size),
        "document_length": _full(np.log(long), size),
        "position": ((region.start + spans.start) / long).astype(np.float32),
        "offset": np.log1p(region.start + spans.start).astype(np.float32),
    }


def _missing(held: Held, weights: Floats) -> float:
    """Return the share of the weightiest terms that are found nowhere near."""
    absent = np.sort(weights * ~held[:, 0])[::-1][:3]
    return float(absent.sum() / max(float(np.sort(weights)[::-1][:3].sum()), 1e-6))


def _of_context(scene: Scene, seen: Seen, spans: Spans) -> Columns:
    """How much of the question stands in the span, and in what surrounds it."""
    matched = seen.matched
    low, high = seen.low[spans.first], seen.high[spans.last]
    previous = np.maximum(spans.first - 1, 0)
    earlier = seen.own[:, previous]
    earlier[:, spans.first == 0] = False
    inside = matched.held(spans.start, spans.end)
    left, right = matched.held(low, spans.start), matched.held(spans.end, high)
    before = matched.held(np.maximum(spans.start - BEFORE, 0), spans.start)
    after = matched.held(spans.end, np.minimum(spans.end + BEFORE // 2, len(seen.region.text)))
    headed = seen.headed[:, spans.first]
    around = left | right
    columns: Columns = {}
    for suffix, weights in (("", scene.question.weights), ("_local", scene.local)):
        alone = share(seen.own, weights)
        best = scene.best_local if suffix else scene.best
        columns |= {
            f"in_span{suffix}": share(inside, weights),
            f"left{suffix}": share(left, weights),
            f"right{suffix}": share(right, weights),
            f"near_left{suffix}": share(before, weights),
            f"near_right{suffix}": share(after, weights),
            f"sentence{suffix}": alone[spans.first],
            f"sentence_over_best{suffix}": alone[spans.first] / best,
            f"sentences{suffix}": share(inside | around, weights),
            f"earlier{suffix}": share(earlier, weights),
            f"later{suffix}": np.append(alone, 0.0)[spans.last + 1].astype(np.float32),
            f"heading{suffix}": share(headed, weights),
            f"around{suffix}": share(around, weights),
            f"around_all{suffix}": share(around | earlier | headed, weights),
            f"all{suffix}": share(inside | around | earlier | headed, weights),
            f"all_titled{suffix}": share(inside | around | earlier | headed | seen.titled, weights),
            f"only_in_span{suffix}": share(inside & ~(around | earlier | headed), weights),
        }
    return columns | {
        "first_sentence": (spans.first == 0).astype(np.float32),
        "before_in_sentence": (spans.start - low).astype(np.float32),
        "after_in_sentence": (high - spans.end).astype(np.float32),
        "sentence_length": (high - low).astype(np.float32),
        "run": seen.runs[spans.first],
        "run_earlier": np.where(spans.first > 0, seen.runs[previous], 0.0).astype(np.float32),
        "long_left": matched.long(low, spans.start),
        "long_right": matched.long(spans.end, high),
        "long_in_span": matched.long(spans.start, spans.end),
        "run_at_start": matched.runs[np.maximum(spans.start - 1, 0)],
        "run_at_end": np.append(matched.runs, 0.0)[
            np.minimum(spans.end + 1, len(matched.runs))
        ].astype(np.float32),
    }


def _of_span(region: Region, matched: Matched, spans: Spans) -> Columns:
    """What the span is made of."""
    length = (spans.end - spans.start).astype(np.float32)
    characters = matched.characters(spans.start, spans.end)
    columns = {
        "length": length,
        "sentences_in_span": (spans.last - spans.first + 1).astype(np.float32),
        "matched_characters": characters,
        "matched_share": characters / length,
        "to_left": matched.to_left(spans.start),
        "to_right": matched.to_right(spans.end),
        "first_matched": matched.covered[spans.start],
        "last_matched": matched.covered[spans.end - 1],
    }
    for name, pattern in _INSIDE.items():
        columns[name] = _count(pattern, region.text, spans.start, spans.end)
    columns["digit_share"] = columns["digits"] / length
    return columns


def _of_edges(region: Region, spans: Spans) -> Columns:
    """How the span begins and ends, and what stands beside it; looked up once for each offset."""
    text = region.text
    starts, at_start = np.unique(spans.start, return_inverse=True)
    ends, at_end = np.unique(spans.end, return_inverse=True)
    left = [text[max(0, at - _LOOK) : at] for at in starts]
    bare = [words.rstrip() for words in left]
    first = [text[at : at + _LOOK] for at in starts]
    last = [text[max(0, at - _LOOK) : at] for at in ends]
    then = [text[at : at + _LOOK] for at in ends]
    columns = {}
    for name, pattern in _BEFORE.items():
        found = left if name == "after_space" else bare
        columns[name] = _tells(pattern.search, found)[at_start]
    columns |= {n: _tells(p.match, first)[at_start] for n, p in _FIRST.items()}
    columns |= {n: _tells(p.search, last)[at_end] for n, p in _LAST.items()}
    columns |= {n: _tells(p.match, then)[at_end] for n, p in _AFTER.items()}
    heads = {low for low, _ in region.spans}
    tails = {high for _, high in region.spans}
    columns["at_sentence_start"] = _tells(heads.__contains__, starts.tolist())[at_start]
    columns["at_sentence_end"] = _tells(tails.__contains__, ends.tolist())[at_end]
    return columns


def _of_anchors(question: Question, region: Region, spans: Spans) -> Columns:
    """How the words beside the interrogative meet those beside the span."""
    text = region.text
    starts, at_start = np.unique(spans.start, return_inverse=True)
    ends, at_end = np.unique(spans.end, return_inverse=True)
    left = [_common(question.before[::-1], text[max(0, at - 12) : at][::-1]) for at in starts]
    right = [_common(question.after, text[at : at + 12]) for at in ends]
    led = [_common(question.after, text[at : at + 12]) for at in starts]
    noun = question.noun
    held = re.compile(re.escape(noun)) if noun else None
    columns = {
        "meets_left": np.array(left, dtype=np.float32)[at_start],
        "meets_right": np.array(right, dtype=np.float32)[at_end],
        "begins_as_asked": np.array(led, dtype=np.float32)[at_start],
        "noun_before": _near(noun, [text[max(0, at - 15) : at] for at in starts])[at_start],
        "noun_after": _near(noun, [text[at : at + 8] for at in ends])[at_end],
        "noun_last": _near(noun, [text[max(0, at - 8) : at] for at in ends])[at_end],
    }
    inside = np.zeros(len(spans.start), dtype=np.float32)
    columns["noun_inside"] = inside if held is None else _count(held, text, spans.start, spans.end)
    return columns


def _count(pattern: re.Pattern[str], text: str, start: Whole, end: Whole) -> Floats:
    begins = np.zeros(len(text) + 1, dtype=np.float32)
    for found in pattern.finditer(text):
        begins[found.start() + 1] += 1
    sums = np.cumsum(begins)
    return (sums[end] - sums[start]).astype(np.float32)


def _tells(test: Callable[..., object], values: Sequence[object]) -> Floats:
    return np.array([bool(test(value)) for value in values], dtype=np.float32)


def _near(noun: str, texts: Sequence[str]) -> Floats:
    return np.array([bool(noun) and noun in text for text in texts], dtype=np.float32)


def _common(a: str, b: str) -> int:
    """Return how long a beginning two texts share."""
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size


def _full(value: float, size: int) -> Floats:
    return np.full(size, value, dtype=np.float32)
