"""Whether what was read can stand as an answer by itself: whole words, said to the end, not denied.

A learned reader cuts where it has seen answers cut; a value that ends in the middle of a word, or
is no more than a pronoun, is none whatever its score.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.segment import cuts, is_listed, words
from qa.answer import Value
from qa.question.focus import Asked

if TYPE_CHECKING:
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

_MARKER = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")
_NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半几数双]")
_CLASS_NAME = re.compile("国家|地区|城市|省份|部门|单位|机构|人员|项目|文件|公司|什么|系统|平台")
"""What may be asked for and names nothing: 首访*国家*."""
_PRONOUN = re.compile(
    r"(?:应当?|可以?|须|由|被|对|向|将|把)*(?:其|该|本|此|这|那|它|他|她|上述|前款|前述)"
    r"(?:们|些|单位|部门|机构|机关|企业|组织|人员?|方|项)?(?:本人|自己)?"
)
_MONEY_ASKED = re.compile("多少钱|多少元")
_MONEY = re.compile(r"元|钱|[万亿](?![人家个项台套户次只头亩吨])")
_PAIRS = {"“": "”", "《": "》", "（": "）", "‘": "’", "「": "」"}
_LEADS = re.compile(r"(?:国务院|人民政府|[省市区县])$")
_REST_OF_BODY = re.compile(
    r"(?!以上|以下|应当|可以|依法|负责|有关|以及|确定|指定|授权|批准|组织|设立|建立|规定|人民|在|对|向|将|由|的|和|与|或|统一|领导)"
    r"[\u4e00-\u9fff]{1,14}?(?:主管|管理|监督管理|监管|行政)(?:部门|机构|机关)"
)
"""What goes on the name of a body that begins with the place or government it is of."""
_UNFINISHED = re.compile(
    r"(?:[与和及或向对在于为由被把将按以从至并且]|以及|或者|并且|应当?|不得|可以|予以|给予|进行)$"
)
_HEADLESS = re.compile(r"^(?:[的地得了着过等和与或、，；。]|及(?![早时格其]))")
_ANNOUNCES = re.compile(r"[：:]\s*$")
_ITEM = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d))"
)
LONGEST_LIST = 1500
"""Characters of the longest list that is quoted with the sentence that announces it."""
_DENIED_BEFORE = re.compile(r"(?:未|不|没有|没|无|非|尚未|并未)(?:曾|能|经|被|有)?$")
_DENIES = re.compile("未|不|没|无|非")
SHORTEST_STRETCH = 4
"""Characters of the shortest stretch of a question that is looked for with its denial."""
LONGEST_REST = 40
"""Characters within which a mark that was opened in a value is closed behind it."""
LONGEST_VALUE = 200
"""Characters of the longest value that is cut at words: a longer one is of whole sentences."""
_SANCTION = re.compile(
    r"罚[款金]?[^，]{0,4}(?:多少|几)|(?:怎么|怎样|如何)(?:处?罚|处分|追责|追究|惩处)|(?:受|给)(?:到|予)?什么(?:处罚|处分)"
)
_WHICH_TIME = re.compile(r"哪[一二两三四五几\d]*个?(?P<unit>月|年|季度|星期|天|日)")
_SANCTION_NAMED = re.compile(r"开除|撤职|降级|记过|吊销|拘留|拘役|有期徒刑|无期徒刑|死刑|罚金")
"""Sanctions of which a question asks for the case: a sentence without them is of another case."""
_SANCTIONED = re.compile(r"罚|处分|责任|吊销|没收|取缔|撤销|拘留|记过|警告")


def at_words(reading: Reading) -> Reading:
    """Return a reading whose values begin and end where words do: 20个*工* becomes 20个*工作日*."""
    values = tuple(_widened(value, reading.quote) for value in reading.values)
    return reading if values == reading.values else replace(reading, values=values)


def closed(reading: Reading) -> Reading:
    """Return a reading whose values end inside no pair of marks and no name of a body."""
    quote = reading.quote
    values = tuple(
        replace(v, value=quote[at : _whole_body(quote, at, _closed(quote, at, at + len(v.value)))])
        if (at := quote.find(v.value)) >= 0
        else v
        for v in reading.values
    )
    return replace(reading, values=values)


def with_list(reading: Reading, *, own: bool = False) -> Reading:
    """Return a reading whose sentence announces a list (应当具备下列条件：) together with the list.

    The items end with their article or section; without any the reading stays. The list is the
    value, unless the reading's ``own`` values are: who has *下列职责*, a figure
    or day.
    """
    document, end = reading.document, reading.end
    last_line = reading.quote.rstrip().rpartition("\n")[2]
    announces = _ANNOUNCES.search(reading.quote) or (
        "\n" in reading.quote.strip() and _ITEM.match(last_line) is not None
    )
    if not announces or not _ITEM.match(document.text, end):
        return reading
    inside = [s for s in document.sections if s.start <= reading.start < s.end and s.end > end]
    last = min((section.end for section in inside), default=len(document.text))
    for line in re.finditer(r"[^\n]*\n?", document.text[end:last]):
        if line[0].strip() and not _ITEM.match(line[0]):
            last = end + line.start()
            break
    first = end
    if not _ANNOUNCES.search(reading.quote):
        lines = re.finditer(r"[^\n]+", document.text[reading.start : end])
        first = next((reading.start + m.start() for m in lines if _ITEM.match(m[0])), end)
    listed = document.text[first:last].strip()
    if not listed or len(listed) > LONGEST_LIST:
        return reading
    return replace(reading, end=last, values=reading.values if own else (Value(listed),))


def _widened(value: Value, quote: str) -> Value:
    at = quote.find(value.value)
    if at < 0 or not value.value or len(value.value) > LONGEST_VALUE:
        return value
    edges = cuts(quote)
    start, end = at, at + len(value.value)
    first = max((edge for edge in edges if edge <= start), default=start)
    last = min((edge for edge in edges if edge >= end), default=end)
    start = first if is_listed(quote[first : _next(edges, first)]) else start
    end = last if is_listed(quote[_before(edges, last) : last]) else end
    end = _whole_body(quote, start, end)
    end = _closed(quote, start, end)
    return (
        value
        if (start, end) == (at, at + len(value.value))
        else replace(value, value=quote[start:end])
    )


def _whole_body(quote: str, start: int, end: int) -> int:
    """Return where the name of a body ends that a value cuts off: 国务院*商务主管部门*."""
    rest = _REST_OF_BODY.match(quote, end) if _LEADS.search(quote[start:end]) else None
    return rest.end() if rest is not None else end


def _closed(quote: str, start: int, end: int) -> int:
    """Return where a value ends that does not end inside a pair of marks: “四项*原则”*."""
    for opening, closing in _PAIRS.items():
        at = quote.rfind(opening, start, end)
        if at >= 0 and closing not in quote[at:end]:
            behind = quote.find(closing, end, end + LONGEST_REST)
            end = behind + 1 if behind >= 0 else end
    return end


def _next(edges: frozenset[int], at: int) -> int:
    return min((edge for edge in edges if edge > at), default=at)


def _before(edges: frozenset[int], at: int) -> int:
    return max((edge for edge in edges if edge < at), default=at)


def unsound(intent: Intent, reading: Reading) -> str | None:
    """Return why the values of a reading cannot stand as an answer, None if they can."""
    said = [_MARKER.sub("", fold(value.value)).strip("。；，、 ：:") for value in reading.values]
    state = "谁" in intent.question  # the state may be who bears or does something
    classes = {v for v in said if _CLASS_NAME.fullmatch(v)} - ({"国家"} if state else set())
    if classes or any(not v or _PRONOUN.fullmatch(v) for v in said):
        return "所得的只是代词或类名"
    if any(_UNFINISHED.search(v) or _headless(v) or _torn(v) for v in said):
        return "所得的一句没有说完"
    counted = intent.focus.asked is Asked.NUMBER and said
    if counted and not all(_NUMERAL.search(value) for value in said):
        return "所得的不是数值"
    if _MONEY_ASKED.search(intent.question) and not all(_MONEY.search(value) for value in said):
        return "所得的不是钱数"
    quote = fold(reading.quote)
    time = _WHICH_TIME.search(intent.question)
    if time and not all(time["unit"] in value or _NUMERAL.search(value) for value in said):
        return f"所得的不是{time['unit']}"
    if _SANCTION.search(intent.question) and not _SANCTIONED.search(quote):
        return "引文没有说处罚"
    named = _SANCTION_NAMED.findall(fold(intent.question))
    if lacking := next((word for word in named if word not in quote), None):
        return f"引文没有说{lacking}"
    return _denied(intent, quote)


def _torn(said: str) -> bool:
    """Whether words have one mark of a pair without the other: 法》."""
    return any(said.count(a) != said.count(b) for a, b in _PAIRS.items())


def _headless(said: str) -> bool:
    """Whether words begin with what belongs to the word before: 的, but not 了 of 了解."""
    if not _HEADLESS.search(said):
        return False
    first = words(said, search=False)[:1]
    return not (first and len(first[0]) > 1 and said.startswith(first[0]) and is_listed(first[0]))


def _denied(intent: Intent, quote: str) -> str | None:
    """Object where the sentence denies what the question takes for given: *未*记满12分."""
    question = fold(intent.question)
    if _DENIES.search(question):
        return None
    found = words(question, search=False)
    for size in range(len(found), 1, -1):
        for first in range(len(found) - size + 1):
            stretch = "".join(found[first : first + size])
            if len(stretch) < SHORTEST_STRETCH or stretch not in quote:
                continue
            places = [match.start() for match in re.finditer(re.escape(stretch), quote)]
            denied = all(_DENIED_BEFORE.search(quote[:at]) for at in places)
            return "引文说的是相反的情形" if denied else None
    return None
