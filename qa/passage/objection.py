"""What speaks against a quoted sentence as an answer: a wrong answer is worse than none.

Each objection is a pure look at the question and the sentence. They guard the step after reading,
whatever found the sentence, and their wording goes into the steps that people can read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.gazetteer.indicator import lexicon as indicators
from nlp.segment import is_listed, words
from ontology.lexicon import terms_by_name
from qa.passage.demand import nobody, unmet, untitled
from qa.passage.reading import HEAD, UNNAMED
from qa.question.focus import Asked
from qa.question.intent import PLACE_LABELS
from qa.question.lexicon import lexicon
from qa.reader.place import leading_place
from qa.recall.coverage import bigrams, clause_of
from qa.recall.measure import asked_unit, measured_in
from qa.recall.rank import short_name
from qa.recall.rival import rival
from qa.way.definition import term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.pipeline import Pipeline
    from qa.passage.reading import Reading
    from qa.question.intent import Intent

_ASKING = re.compile(
    r"[\d.%年月日A-Za-z]+|比[例重]|以[上下内]|之[前后间内]|最[高低大小多少长短快慢]|具体|主要|分别|一共|总共|数量|规模|情况|"
    r"内容|方面|时候|时间|期间|什么样|怎么办|怎么|如何|哪里|地方|规上|我省|我市|本市|全省|全市|需要|可以|能够|应该|"
    r"应当|是否|多久|多长|多大|大概|大约|左右|属于|关于|针对|根据|按照|通过|进行|开展|实施|采取|措施|提供|做好|"
    r"各级|获得|得到|享受|看出|多钱|相关|有关|[一二三四五六七八九十两几]+[部省市县家个项类种]|包括|哪些|文字|字号|名称|名字|叫做|指的|含义|意思|定义|概念|界定|区别|要求|规定|目前|现在|今年|去年"
    r"|作用|效力|评价|看法|态度|当天|当日|多少|最近|号码|电话|职务|职位|身份|职业|机型|为准|哪家|规模|负责做"
)
"""Words by which people ask, which say nothing of the thing asked about."""
_UNIT_SAID = re.compile(r"[\d万亿余多]([^\d万亿余多左右以上下内]+)(?:左右|以[上下内])?$")
_SAYS = re.compile(
    r"是指|指的是|^[”」]?[，,]?(?:是|指|即|即是|就是|为)|：|——|是.{1,30}的|包括|分为|要求|是"
)
_MEANS = re.compile("是指|指的是|含义|定义|什么意思|概念")
"""Words that ask for the meaning of a term, however long it is."""
_CALLS = re.compile(r"称为?|叫做?|所谓|简称|即|定义为|作为")
_IS_THAT = re.compile("，(?:也|更|还)?是[^，。；]*$")
"""What a chain of clauses ends in that its subject is: 甲，是…，是*乙*."""
LONGEST_TERM = 8
"""Characters of the longest term that 是什么 alone asks the meaning of among several documents."""
LONGEST_GAP = 24
"""Characters between a term and the verb that says what it is."""
_WHICH_ONE = re.compile(r"哪一?[个家项部种座位所条份]")
_LOOSE = frozenset({"个", "项", "种"})
LONGEST_NAME = 40
"""Characters of the longest name; 《》 titles are found as names whatever their length."""
SHORT = 2
"""Letters of a word that may be no word, or short for a longer one."""
_TOWARDS = frozenset("给到向")
_LEGAL_FORM = re.compile("(?:有限|股份|责任|集团)*公司$")
_FUNCTION = frozenset("因非与和的之其于为以及或在被由对从向后前要会能等时这那此该")
SHORTEST_FIRM = 4
"""Letters that tell one firm from another."""
LOOK_BACK = 600
"""Characters before a sentence in which the place is sought that it speaks of."""
_OF_NATION = re.compile(r"(?:全国|我国|中国|国家)(?!平均|下达|级|重点|战略)")
_ORDINAL = re.compile(r"第[零〇一二三四五六七八九十百\d]+[次届批期号轮版]")
_CAUSE = re.compile(
    r"因为?|由于|鉴于|为了|旨在|原因|受.{1,20}影响|以便|致使?|为(?!准|主|止|例|期)[^，。；]{2,40}[，,]"
)
_REPORTED = re.compile(r"累计|同比|比上年|较上年|已经?|了|初步统计|实现|完成|[增下][长降]")
_AHEAD = re.compile(
    r"目标|计划|规划|力争|争取|预期|预计|确保|到(?:20\d\d年|[“”十四五六]+末)|今年|明年|将|要|拟|不[低少]于|以[上内下]"
    r"|左右|控制|达到"
)
_MEASURE = re.compile("总额|总量|总值|收入|支出|产量|面积|价格|余额|规模|增加值|利润|产值|投资")
"""What many things have, so that a clause with it may be of another of them."""
_SHARE = re.compile(r"\d(?:%|个?百分点)")
_RELATIVE = re.compile("按[^，]{0,16}多少|增长|下降|增速|增幅|降幅|占|率|比[重例]|多快|变化")
_MODAL = re.compile(r"[会能可应要被][\u4e00-\u9fff]")
"""A modal with the beginning of a verb, which is a word of no text: *会受*到."""
_DIRECTION = re.compile(
    r"上调|下调|提高|降低|取消|减少|增加|上升|下降|推迟|延长|废止|恶化|放宽|收紧|禁止"
)


def objection(intent: Intent, reading: Reading, pipeline: Pipeline) -> str | None:
    """Return why a reading cannot be the answer, None if nothing speaks against it."""
    quote = fold(reading.quote)
    return (
        _of_nothing(intent, reading)
        or _other_place(intent, reading, quote, pipeline)
        or _other_body(intent, reading, quote, pipeline)
        or _other_ordinal(intent, reading, quote)
        or _unmet(intent, reading, quote)
        or _other_unit(intent, reading)
        or _other_figure(intent, reading)
        or _unsaid(intent, quote)
        or _already(intent, quote)
        or _other_name(intent, reading, quote)
        or _no_name(intent, reading)
        or _foreign(intent, reading)
        or _undefined(intent, reading, quote)
        or _itself(intent, reading)
    )


def asks_only(word: str) -> bool:
    """Whether a word is one by which people ask, which says nothing of the thing asked about."""
    return _ASKING.fullmatch(word) is not None


def _other_place(intent: Intent, reading: Reading, quote: str, pipeline: Pipeline) -> str | None:
    """Object where the sentence is of another place: its own, or the last one before it."""
    if intent.nation:
        return _no_nation(reading, quote, pipeline)
    wanted = [link for link in intent.places if link.iri is not None]
    if lacking := _lacking(intent, reading):
        return f"引文没有提到{lacking}"
    names = [short_name(n) for link in wanted for n in (link.mention.text, link.name or "") if n]
    if not wanted or any(name in quote for name in names):
        return None
    start = max(0, reading.start - LOOK_BACK)
    before = reading.document.text[start : reading.start]
    said = _places(quote, pipeline) or _places(before, pipeline)[-1:]
    head = f"{reading.document.metadata.title} {reading.document.text[:HEAD]}"
    if any(name in head for name in names) and not _places(quote, pipeline):
        return None
    iris = {link.iri for link in wanted}
    if not said or any(_within(place, wide) for place in said for wide in iris if wide):
        return None
    return "引文说的是别的地区"


def _other_body(intent: Intent, reading: Reading, quote: str, pipeline: Pipeline) -> str | None:
    """Object where the text never names a body that is asked about (国家*教材*委员会)."""
    text = fold(reading.document.text)
    for link in intent.actors:
        names = {n for n in (link.mention.text, link.name) if n}
        names |= {short_name(name) for name in names}
        # A text of a place names its bodies without it: 市金融监管局.
        names |= {name.removeprefix(leading_place(name) or "") for name in names}
        names |= {re.sub(r"^[省市县区州]", "", name) for name in names}
        # People leave out of a firm's name how it is constituted: 某某公司 for 某某有限公司.
        firms = {_LEGAL_FORM.sub("", name) for name in names if _LEGAL_FORM.search(name)}
        names |= {firm for firm in firms if len(firm) >= SHORTEST_FIRM}
        if any(fold(name) in text for name in names):
            continue
        if link.iri is None or all(x.iri != link.iri for x in pipeline.parse(quote).links):
            return f"文件没有提到{link.mention.text}"
    return None


def _lacking(intent: Intent, reading: Reading) -> str | None:
    """Return a place of several that neither the sentence nor what stands around it names."""
    if len(intent.places) == 1 or intent.focus.asked not in {Asked.NUMBER, Asked.DATE}:
        return None
    start = max(0, reading.start - LOOK_BACK)
    about = reading.document
    around = f"{about.metadata.title} {about.text[:HEAD]} {about.text[start : reading.end]}"
    names = [x.mention.text for x in intent.places]
    return next((name for name in names if short_name(name) not in around), None)


def _of_nothing(intent: Intent, reading: Reading) -> str | None:
    """Object where a question only asks (分别是哪些) and there are several documents to answer."""
    said = intent.slot_iris or intent.indicators or intent.entries or intent.periods
    asking = all(
        len(w) == 1 or _ASKING.fullmatch(w) or w in _ontology_words() for w in intent.content
    )
    return "问题没有说是关于什么的" if asking and not said and not reading.alone else None


def _no_nation(reading: Reading, quote: str, pipeline: Pipeline) -> str | None:
    """Object where the country is asked about and a document of one place speaks of itself."""
    if _OF_NATION.search(quote) or not _places(reading.document.metadata.title, pipeline):
        return None
    return "引文说的是一个地区，不是全国"


def _places(text: str, pipeline: Pipeline) -> list[str]:
    links = pipeline.parse(text).links
    return [x.iri for x in links if x.mention.label in PLACE_LABELS and x.iri is not None]


def _within(place: str, wide: str) -> bool:
    """Whether a place is another or lies in it; divisions' codes say so."""
    inner, outer = place.rsplit("/", 1)[-1], wide.rsplit("/", 1)[-1]
    return inner == outer or (outer.isdigit() and inner.startswith(outer.rstrip("0") or outer))


def _other_ordinal(intent: Intent, reading: Reading, quote: str) -> str | None:
    """Object where the question names a session, batch or edition that nothing near names."""
    about = reading.document
    line = about.text[max(0, reading.start - HEAD) : reading.start].rpartition("\n")[2]
    title = fold(f"{about.metadata.title} {line}")
    for ordinal in _ORDINAL.findall(fold(intent.question)):
        if ordinal not in quote and ordinal not in title:
            return f"引文没有提到{ordinal}"
    return None


def _unmet(intent: Intent, reading: Reading, quote: str) -> str | None:
    """Object where the words do not meet what the question demands of them."""
    about = reading.document
    before = about.text[max(0, reading.start - LOOK_BACK) : reading.start]
    value = fold(reading.values[0].value) if reading.values else quote
    around = fold(f"{about.metadata.title} {before}")
    question = fold(intent.question).rstrip("？?。 ")
    return (
        unmet(question, quote, value, around)
        or nobody(question, value)
        or untitled(question, value)
    )


def _other_unit(intent: Intent, reading: Reading) -> str | None:
    """Object where another thing is counted than the one asked for (多少*所*, 80*家*)."""
    unit = asked_unit(intent.question)
    value = reading.values[0].value if reading.values else ""
    said = _UNIT_SAID.search(value)
    if said is not None and re.search(f"(?:多少|几){re.escape(said.group(1))}", intent.question):
        return None
    measured = measured_in(intent.question)
    usual = lexicon().unit(intent.indicators)
    if _SHARE.search(value) and usual not in {"", "%"} and not _RELATIVE.search(intent.question):
        return f"引文中的是变化或比重，不是以{usual}计的数值"
    if said is not None and measured and intent.focus.asked is Asked.NUMBER:
        fits = said.group(1).startswith(tuple(measured))
        return None if fits else f"引文中的数值单位是{said.group(1)}，不是{sorted(measured)[0]}"
    if intent.focus.asked is not Asked.NUMBER or unit is None or said is None:
        return None
    if unit.name in _LOOSE and not re.search(rf"\d[万亿多余]*{unit.name}", reading.quote):
        return None  # 多少个 may be told in 家 or 条
    own = said.group(1)
    same = own.startswith(unit.name) or unit.name.startswith(own) or own.endswith(unit.name)
    return None if same else f"引文中的数值单位是{own}，不是{unit.name}"


def _other_figure(intent: Intent, reading: Reading) -> str | None:
    """Object where another figure of the sentence answers rather."""
    if intent.focus.asked is not Asked.NUMBER or len(reading.values) != 1:
        return None
    wider = _wider(intent, reading)
    return wider or rival(intent.question, intent.content, reading.quote, reading.values[0].value)


def _wider(intent: Intent, reading: Reading) -> str | None:
    """Object where the clause of a figure names a wider one: 居民收入 for *城镇*居民收入."""
    asked = [m for m in intent.indicators if m.score == 1.0]
    quote = fold(reading.quote)
    clause = clause_of(quote, fold(reading.values[0].value))
    named = [quoted.name for _, _, quoted in indicators().find(clause)]
    for match in asked:
        wide = [n for n in named if n != match.label and match.label.endswith(n)]
        if wide and match.label not in named and match.words not in quote:
            return f"引文说的是{wide[0]}，不是{match.label}"
    return None


def _unsaid(intent: Intent, quote: str) -> str | None:
    """Object where the sentence gives no reason that is asked for, or does not name the deed."""
    if intent.focus.cue == "问原因":
        if not _CAUSE.search(quote):
            return "引文没有说明原因"
        missing = [w for w in _DIRECTION.findall(intent.question) if w not in quote]
        return f"引文没有说{missing[0]}" if missing else None
    of_document = intent.focus.asked is Asked.ENTITY and intent.entries
    if (intent.focus.asked is Asked.DATE or of_document) and intent.properties:
        named = {w for m in intent.properties for w in terms_by_name()[m.name].words_zh}
        if not any(word in quote for word in named if len(word) > 1):
            return f"引文没有说{intent.properties[0].words}"
    return None


def _already(intent: Intent, quote: str) -> str | None:
    """Object where a target is asked for and the sentence reports what has been reached."""
    figure = intent.focus.asked is Asked.NUMBER and intent.kind == "target"
    past = _REPORTED.search(quote) is not None and _AHEAD.search(quote) is None
    return "引文说的是已有的结果，不是目标" if figure and past else None


def _other_name(intent: Intent, reading: Reading, quote: str) -> str | None:
    """Object where the figure's clause has the measure asked for, of something else.

    社会消费品零售*总额* is no 出口总额: what stands before the measure must be in the clause.
    """
    match = _MEASURE.search(fold(intent.question))
    value = fold(reading.values[0].value) if reading.values else ""
    if intent.focus.asked is not Asked.NUMBER or match is None or value not in quote:
        return None
    clause = clause_of(quote, value)
    before = fold(intent.question)[: match.start()]
    word = next((w for w in intent.content if len(w) > 1 and before.endswith(w)), None)
    if word is None or match.group() not in clause or word in clause or _ASKING.fullmatch(word):
        return None
    return f"这一数值不是{word}{match.group()}的"


def _no_name(intent: Intent, reading: Reading) -> str | None:
    """Object where one thing is asked for by its kind and a whole sentence comes back."""
    kind = intent.asked_class is not None or _WHICH_ONE.search(intent.question) is not None
    named = kind or intent.focus.cue in {"问机构", "问地点"}
    one = named and intent.focus.asked is Asked.ENTITY and "哪些" not in intent.question
    said = reading.values[0].value if reading.values else ""
    if UNNAMED.search(intent.focus.noun):
        return None
    whole = said.strip("。；， ") == reading.quote.strip("。；， \n")
    long = (whole or len(said) > LONGEST_NAME) and not said.startswith("《")
    return "引文里没有找到所问的名称" if one and long else None


def _foreign(intent: Intent, reading: Reading) -> str | None:
    """Object where the document lacks a word of the question, and any two letters of it.

    Words by which one asks are passed over: those of the ontology, of order and of measure. Where
    there are other documents, what each of them lacks is part of the confidence; but of figures
    and dates the right document has many that are not what is asked for.
    """
    exact = intent.focus.asked in {Asked.NUMBER, Asked.DATE}
    if not reading.alone and not exact:
        return None
    document = reading.document
    text = fold(f"{document.metadata.title} {document.text}")
    quote_words = words(fold(reading.quote), search=False)
    known = {fold(x.mention.text) for x in (*intent.places, *intent.actors, *intent.documents)}
    for word in intent.content:
        asking = word in _ontology_words() or _ASKING.fullmatch(word) or word in known
        asking = asking or _asks_by(word, intent.question) or _no_word(word, quote_words)
        asking = asking or _of_deed(word, text)
        if len(word) > 1 and not asking and not any(pair in text for pair in bigrams(word)):
            return f"文件里没有“{word}”"
    return None


def _no_word(word: str, said: Sequence[str]) -> bool:
    """Whether two letters were put together by guessing, or begin two words of the sentence.

    *因非* of 因非海上事故 is no word, and 船企 is short for 船舶…企业.
    """
    if len(word) != SHORT:
        return False
    begin = [n for n, each in enumerate(said) if each[0] == word[0] and len(each) > 1]
    if is_listed(word):  # 防疫 is short for 防控疫情 only where the two stand together
        return any(e[0] == word[1] for n in begin for e in said[n + 1 : n + 2] if len(e) > 1)
    short = bool(begin) and any(e[0] == word[1] and len(e) > 1 for e in said[begin[0] + 1 :])
    return short or any(letter in _FUNCTION for letter in word)


def _asks_by(word: str, question: str) -> bool:
    """Whether a word is part of how one asks: 怎样*评价*, *效力*如何."""
    if _MODAL.fullmatch(word) and not is_listed(word):
        return True
    beside = rf"(?:怎样|怎么|如何){re.escape(word)}|{re.escape(word)}(?:如何|怎么样|怎样)"
    return re.search(beside, question) is not None


def _of_deed(word: str, text: str) -> bool:
    """Whether a word is a deed with its complement: 报*送给*谁, 协商*不成* (未能达成)."""
    if word[-1] in _TOWARDS:
        return word[:-1] in text
    denied = len(word) == SHORT and word[0] == "不"
    return denied and re.search(f"[未不没][^，。；]{{0,3}}{word[1]}", text) is not None


@lru_cache(maxsize=1)
def _ontology_words() -> frozenset[str]:
    return frozenset(word for term in terms_by_name().values() for word in term.words_zh)


def _undefined(intent: Intent, reading: Reading, quote: str) -> str | None:
    """Object where a meaning is asked for and the sentence only uses the word.

    复工的条件是什么 asks for no meaning; a document alone may still only use the words.
    """
    term = term_of(intent.question)
    loose = "的" in (term or "") or len(term or "") > LONGEST_TERM
    if not term or (not reading.alone and loose and not _MEANS.search(intent.question)):
        return None
    at = quote.find(term)
    behind = quote[at + len(term) :][:LONGEST_GAP] if at >= 0 else ""
    before = quote[:at][-LONGEST_GAP:] if at >= 0 else ""
    says = _SAYS.search(behind) or _CALLS.search(before) or _IS_THAT.search(before)
    return None if says else f"引文没有说明“{term}”的含义"


def _itself(intent: Intent, reading: Reading) -> str | None:
    """Object where the document that is asked about comes back as its own answer."""
    said = reading.values[0].value.strip("《》") if reading.values else ""
    named = intent.entries and len(said) > 3
    return "所得的就是所问的文件" if named and said in intent.entry_names else None
