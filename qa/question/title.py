"""Which document a question means: by number, by title, by part of a title, or by pointing at it.

People say 雄安新区总体规划的批复 for a title of thirty characters. A phrase that ends in a kind of
document is held against all titles; it is taken only where one title covers it clearly best.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.normalize import fold
from nlp.gazetteer.place import place_by_surface
from ontology.lexicon import document_kind, terms_by_name
from qa.reader.place import leading_place
from qa.recall.catalog import called
from qa.recall.rank import short_name
from qa.recall.title_index import PUNCTUATION, kind_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.question.intent import Intent
    from qa.recall.catalog import Catalog, Entry
    from qa.recall.title_index import TitleIndex

LEAST_COVERED = 0.78
"""Which share of a phrase a title must have: characters and pairs of them, weighed alike."""
OF_A_PLACE = 0.95
"""The same for a text of a place that the phrase does not name: 国家公园条例 is no city's."""
CLEAR = 0.08
"""By how much the best title must lead."""
SHORTEST = 5
LONG = 7
"""Characters of a phrase that is taken for a title nobody has."""
_KINDS = "通知|意见|办法|条例|规定|方案|规划|决定|批复|公告|通告|解释|指南|函|法|细则|预案"
_THIS = re.compile(
    rf"(?:这[份个部项篇一则]{{0,2}}|本|该|此|上述)(?:文件|文章|新闻|报道|报告|政策|{_KINDS})|文中|全文"
)
_SO_CALLED = re.compile(
    rf"这[份个部项篇则](?P<head>[\u4e00-\u9fff]{{2,6}}?)(?P<kind>{_KINDS})"
    rf"|^(?P<bare>{_KINDS})(?=是?(?:由|被|何时|什么时[候间]|哪[天年月日]|谁))"
)
"""这份*紧急*通知, or 通知 alone where its day or its issuer is asked for."""
_LISTED = re.compile(
    r"(?:都|一?共|总共|分别)?(?:有|是)(?:哪些|哪几[份部个篇]|多少[份部个篇]?|几[份部个篇])[？?。]*$"
)
"""Behind a kind it asks for all of the kind: 某局的*通告有哪些*."""
_ASKED_SET = re.compile(r"哪[些几]|多少[份部个篇]|几[份部个篇]")
_WHICH_PLACES = re.compile(r"(?:哪[些几]?个?|多少个?|几个)(?:省|市|自治区|城市|地区|地方|县|区)")
_TITLE_LIKE = re.compile(
    r"^(?!.*(?:什么|哪|几|多少|怎|如何|未|没)).*(?:关于.+的.+|条例|办法|细则|规划|纲要|行动计划)$"
)
"""What nobody would write who does not mean a document."""
_SET = re.compile("(?:发布|印发|制定|出台|颁布|公布|通过|施行|修改)的?[\u4e00-\u9fff]{2,6}$")
_DEED = "(?:修改|修订|废止|印发|转发|公布|执行|实施|贯彻)"
_ACT = "(?:决定|通知|意见|批复|公告|通报|复函|命令|说明)"
_LEAD = re.compile(
    r"^.*?(?:哪[个些一]?(?:部门|机关|单位|机构|省市?|地方)?|谁|什么时候|何时|请问)"
    r"(?:批复|发布|印发|制定|出台|批准|公布|落实|引用|依据|修改|废止|执行|牵头)?了?"
)


def resolve(intent: Intent, catalog: Catalog, document: str | None) -> list[Entry]:
    """Return the documents that a question means, held ones before those only cited.

    Args:
        intent: The question.
        catalog: The documents.
        document: The only document that counts, None for all.
    """
    found = _named(intent, catalog) or _pointed_at(intent, catalog, document)
    if not found:
        found = catalog.named_in(intent.question) or _alike(intent.question, catalog)
        found = _of_places(intent, catalog, found)
    if any(_within_title(intent.question, entry) for entry in found):
        found = _alike(intent.question, catalog)
    if document is not None:
        found = [entry for entry in found if entry.id == document]
    return list({entry.iri: entry for entry in found}.values())


def _within_title(question: str, entry: Entry) -> bool:
    """Whether a document is only named in another's title: 关于修改*消防法*的决定."""
    names = "|".join(re.escape(name) for name in sorted(called(entry), key=len, reverse=True))
    written = rf"关于{_DEED}[^，。？]{{0,8}}(?:{names})[^，。？]{{0,6}}的{_ACT}"
    return not entry.title.startswith("关于") and re.search(written, fold(question)) is not None


def unheld(intent: Intent, catalog: Catalog) -> list[str]:
    """Return the numbers and titles in a question that no document bears or cites."""
    return [
        link.mention.text
        for link in intent.documents
        if _is_name(link.mention.text)
        and not catalog.find(link.name or link.mention.text)
        and not catalog.find_cited(link.name or link.mention.text)
    ]


def unmatched(intent: Intent, catalog: Catalog) -> str | None:
    """Return what a question seems to call a document by, where no title is near it."""
    if intent.entries or intent.documents:
        return None
    question = fold(intent.question)
    found = [
        (bare, written)
        for bare, written in _phrases(question)
        if len(bare) >= LONG and question.startswith(written) and _TITLE_LIKE.search(written)
    ]
    if not found or catalog.held_titles.likest(found[-1][0], LEAST_COVERED):
        return None
    return found[-1][1]


def _is_name(text: str) -> bool:
    return text.startswith("《") or re.search(r"\d+号", text) is not None


def _named(intent: Intent, catalog: Catalog) -> list[Entry]:
    names = [link.name or link.mention.text for link in intent.documents]
    if _ASKED_SET.search(intent.question):  # 哪些政府工作报告 is asked of all of the kind
        names = [name for name in names if not _is_kind(name)]
    held = [entry for name in names for entry in catalog.find(name)]
    return held or [entry for name in names for entry in catalog.find_cited(name)]


def _is_kind(name: str) -> bool:
    kind = document_kind(name)
    return kind is not None and name in terms_by_name()[kind].words_zh


def _of_places(intent: Intent, catalog: Catalog, found: list[Entry]) -> list[Entry]:
    """Drop the documents of other places: many provinces' reports have one title."""
    names = [short_name(x.name or x.mention.text) for x in intent.places]
    if not names and _WHICH_PLACES.search(intent.question):
        # 哪些城市有养犬管理条例 means no city's that is called so.
        return [e for e in found if not leading_place(e.title) or e.title in intent.question]
    if not names:
        return found
    return [
        entry
        for entry in found
        if any(name in entry.title for name in names)
        or (entry.held and any(n in "".join(catalog.metadata(entry).issuers) for n in names))
    ]


def _pointed_at(intent: Intent, catalog: Catalog, document: str | None) -> list[Entry]:
    """Return the document that 这份通知 points at, where there is only one to point at."""
    if document is not None:
        only = [catalog.entries[document]]
    else:
        only = list(catalog.entries.values()) if len(catalog) == 1 else []
    if _THIS.search(intent.question):
        return only
    return [entry for entry in only if _is_called(entry.title, intent.question)]


def _is_called(title: str, question: str) -> bool:
    """Whether a question calls a document by its kind and by words of its title, or by the kind."""
    said = _SO_CALLED.search(question)
    if said is None:
        return False
    kind = said["kind"] or said["bare"]
    return (said["head"] or "") in title and title.removesuffix("（试行）").endswith(kind)


def _alike(question: str, catalog: Catalog) -> list[Entry]:
    """Return the document whose title covers a phrase of the question clearly best."""
    for phrase, _ in _phrases(fold(question)):
        found = _best(phrase, catalog.held_titles) or _best(phrase, catalog.cited_titles)
        if found:
            return found
    return []


def _phrases(question: str) -> Iterable[tuple[str, str]]:
    """Yield the stretches that end in a kind of document, bare and as written, longest first."""
    ends = {match.end() for match in kind_words().finditer(question)}
    for end in sorted(ends, reverse=True):
        written = _LEAD.sub("", question[:end])
        bare = PUNCTUATION.sub("", written)
        telling = kind_words().sub("", bare)  # 地方性法规规定了什么 names no document
        if _SET.search(bare) or telling in place_by_surface() or _LISTED.match(question[end:]):
            continue  # 最高人民检察院发布的司法解释 describes a set
        if _is_kind(bare):
            continue
        if len(bare) >= SHORTEST and len(telling) > 1 and document_kind(bare) is not None:
            yield bare, written


def _best(phrase: str, index: TitleIndex[Entry]) -> list[Entry]:
    """Return the document whose title covers a phrase clearly best, none where none does."""
    scored = index.likest(phrase, LEAST_COVERED - CLEAR)
    if not scored or scored[0][0] < LEAST_COVERED:
        return []
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= CLEAR
    home = leading_place(scored[0][1].title)
    elsewhere = home is not None and short_name(home) not in phrase and scored[0][0] < OF_A_PLACE
    return [scored[0][1]] if clear and not elsewhere else []
