"""Where a name ends: the noun phrases that are objects, cut clean or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.pipe.relation.clause import grammar
from nlp.pipe.relation.mask import AGENT, ASIDE, NAMED, NUMBER, TITLE, Scene
from nlp.pipe.relation.pattern import Pattern, either, lexicon, patterns, programme_heads
from ontology.iri import mint

if TYPE_CHECKING:
    from nlp.extraction import Label, Link

LONGEST = 30
_COMPACT = 14
_SHORT_QUOTE = 4
_HEAD = 2  # 协同推进机制 is a name, adverb and verb before a bare head noun
_SPLIT = re.compile(r"以及|、|和|与|及|暨")
_TRIM = re.compile(rf"(?:{ASIDE}|[ 　]|之中)+$")
_AFTER_NAME = re.compile(rf"(?<=[{TITLE}{NAMED}])(?:中|里|之中|之内|内|等)$")
_TAIL_ETC = re.compile(r"(?<=.{3})等$")
_NESTED = re.compile(r"以[^以为的]{1,12}为[^以为的]{1,10}的")


_GENERIC = re.compile(
    "(?:政策|措施|办法|方案|规划|计划|细则|意见|规定|标准|规范|实施|工作|管理|配套|行动|专项|发展|总体|应急|预案|制度|项目|工程|活动|专门|补偿|新)+"
)
"""Words that say what kind of thing it is, and not which (工作方案)."""

_EVENT = re.compile("(?:建设|整合|改革|试点|工作|合作|改造|升级|转型|立法|管理|评估|考核|审批)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing as object or subject: its name, its IRI and label if it has one, where it stands."""

    name: str
    iri: str | None
    label: Label | None
    start: int
    end: int
    typed: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    quantity: re.Pattern[str]
    reject: re.Pattern[str]
    begins_verb: re.Pattern[str]
    begins_phrase: re.Pattern[str]
    verb: re.Pattern[str]
    break_off: re.Pattern[str]
    starts: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = lexicon()
    verbs = either(table["sentence"]["serial"])
    return _Rules(
        quantity=re.compile(table["phrase"]["quantity"]),
        reject=re.compile(table["phrase"]["reject"]),
        begins_verb=re.compile(verbs),
        begins_phrase=re.compile(f"{either(table['adverbs'])}{either(_triggers())}"),
        verb=re.compile(verbs),
        break_off=re.compile(
            r"并(?!网|购|轨|联)|从而|进而|用于|用以|以便|为了|来(?=推动|实现|解决)"
            r"|以(?=推动|促进|确保|提升|实现|加强|满足|支持|解决|便|更好)|向(?=社会|全)"
        ),
        starts=frozenset(table["phrase"]["starts"]),
    )


def _triggers() -> tuple[str, ...]:
    return tuple(t for p in patterns() if p.family == "action" for t in p.triggers)


def find_objects(
    scene: Scene, start: int, end: int, pattern: Pattern, *, generic: bool = False
) -> tuple[Named, ...]:
    """Return the objects of a verb: the names that fill the rest of its clause, none if unclean.

    Args:
        scene: The masked text.
        start: Where the object may begin, after the verb and its aspect.
        end: Where the clause ends.
        pattern: Says which head nouns and which kinds of name it takes.
        generic: Whether words for a kind alone will do (管理办法).
    """
    end = _break_off(scene, start, end, pattern.heads)
    end = _trim(scene.masked, start, end)
    if pattern.not_heads and scene.masked.endswith(pattern.not_heads, start, end):
        return ()
    groups = _groups(scene, start, end, pattern)
    cleaned = [_clean(scene, *group, pattern, generic=generic) for group in groups]
    found = tuple(named for named in cleaned if named is not None)
    return found if len(found) == len(cleaned) else ()  # one bad part spoils the coordination


def _break_off(scene: Scene, start: int, end: int, nouns: tuple[str, ...]) -> int:
    """Cut before a conjunction of verbs, and before a verb that follows a head noun or a name."""
    rules = _rules()
    found = rules.break_off.search(scene.masked, start, end)
    end = found.start() if found else end
    if end - start <= _COMPACT and scene.masked.endswith(nouns, start, end):
        return end  # 云桥建设提升行动 is one name
    for verb in rules.verb.finditer(scene.masked, start + 2, end):
        at = verb.start()
        if scene.masked[at - 1] in (TITLE, NAMED) or (
            scene.masked.endswith(nouns, start, at) and verb.end() < end
        ):
            return at
    return end


def _trim(text: str, start: int, end: int) -> int:
    for expression in (_TRIM, _AFTER_NAME, _TRIM, _TAIL_ETC, _TRIM):
        found = expression.search(text[start:end])
        if found:
            end = start + found.start()
    return end


def _groups(scene: Scene, start: int, end: int, pattern: Pattern) -> list[tuple[int, int]]:
    """Split a coordination where each part is a name; empty if what is left over is no name."""
    groups: list[tuple[int, int]] = []
    begin = start
    cuts = [m.span() for m in _SPLIT.finditer(scene.masked, start, end)]
    for cut, after in [*cuts, (end, end)]:
        part_end = _trim(scene.masked, begin, cut)
        if _ends_as_name(scene.masked, begin, part_end, pattern):
            groups.append((begin, part_end))
            begin = after
    if begin < end and not (groups and _rules().begins_verb.match(scene.masked, begin, end)):
        return []
    if groups and _is_event(scene, groups[-1][1]) and not _is_event(scene, groups[0][1]):
        # 社会保障体系和服务体系建设 is one undertaking, not a system and a construction.
        return [(groups[0][0], groups[-1][1])]
    return groups


def _is_event(scene: Scene, end: int) -> bool:
    return _EVENT.search(scene.masked[max(0, end - 2) : end]) is not None


def _ends_as_name(text: str, start: int, end: int, pattern: Pattern) -> bool:
    if start >= end:
        return False
    last = text[end - 1]
    if last in (TITLE, NUMBER):
        return "title" in pattern.takes
    if last == NAMED:
        return "named" in pattern.takes
    return bool(pattern.heads) and text.endswith(pattern.heads, start, end)


def _clean(scene: Scene, start: int, end: int, pattern: Pattern, *, generic: bool) -> Named | None:
    quantity = _rules().quantity.match(scene.masked, start, end)
    if quantity and quantity.end() < end:
        start = quantity.end()
        start += scene.masked[start] == "的"
    last = scene.masked[end - 1]
    if last in (TITLE, NUMBER):
        return title_named(scene, _run_start(scene.masked, start, end, (TITLE, NUMBER)), end)
    if last == NAMED:
        return _quoted(scene, _run_start(scene.masked, start, end, (NAMED,)), end, start)
    return cut_phrase(scene, start, end, pattern.heads, generic=generic)


def _run_start(text: str, start: int, end: int, signs: tuple[str, ...]) -> int:
    while end > start and text[end - 1] in signs:
        end -= 1
    return end


def title_named(scene: Scene, start: int, end: int) -> Named | None:
    """Return the document that a title or number names, by its link, else by the title itself."""
    links = scene.named_in(start, end)
    if links:
        link = links[-1] if links[-1].mention.label == "PolicyDocument" else links[0]
        name = link.name or show(scene.source.text[link.mention.start : link.mention.end])
        iri = link.iri or mint("cited", name)
        return Named(name, iri, "PolicyDocument", link.mention.start, link.mention.end, True)
    opening = scene.source.folded.find("《", start, end)
    name = show(scene.source.text[(start if opening < 0 else opening) : end])
    return Named(name, mint("cited", name), "PolicyDocument", start, end, True) if name else None


def _quoted(scene: Scene, start: int, end: int, phrase_start: int) -> Named | None:
    """Name what stands in quotation marks; a short word there needs what it stands with.

    打造人才“强磁场” builds no 强磁场, 推出游戏帮助学生“快乐宅家” launches no 快乐宅家.
    """
    before = scene.masked[phrase_start:start]
    if _rules().verb.search(before):
        return None
    if before and end - start - 2 <= _SHORT_QUOTE:
        return _with_modifier(scene, phrase_start, end, before)
    links = [k for k in scene.named_in(start, end) if k.mention.label == "Programme"]
    if links:
        found = links[-1]
        name = found.name or show(scene.source.text[found.mention.start : found.mention.end])
        iri = found.iri or mint("programme", name)
        return Named(name, iri, "Programme", found.mention.start, found.mention.end, True)
    opening = scene.source.folded.rfind("“", start, end)
    name = show(scene.source.text[opening:end]) if opening >= 0 else ""
    iri = mint("programme", name)
    return Named(name, iri, "Programme", opening, end, True) if len(name) > 1 else None


def _with_modifier(scene: Scene, start: int, end: int, before: str) -> Named | None:
    if before.endswith("的") or before[0] in _rules().starts or end - start > LONGEST:
        return None
    if _rules().reject.search(before):
        return None
    name = show(scene.source.text[start:end])
    return Named(name, mint("programme", name), "Programme", start, end, False)


def cut_phrase(
    scene: Scene,
    start: int,
    end: int,
    nouns: tuple[str, ...] = (),
    *,
    shortest: int = 3,
    generic: bool = False,
) -> Named | None:
    """Return the noun phrase of a stretch, None unless it is clean: complete, short, no clause.

    Args:
        scene: The masked text.
        start: Start of the stretch.
        end: End of the stretch.
        nouns: Head nouns, one of which alone is no name (机制).
        shortest: The fewest characters of a name.
        generic: Whether words for a kind alone will do (具体办法, which somebody is to make).
    """
    text = scene.masked[start:end]
    if not shortest <= end - start <= LONGEST or text in nouns or text[1:] in nouns:
        return None
    if _GENERIC.fullmatch(text) and not generic:
        return None
    if not _is_nominal(text.replace("具体", "") if generic else text):
        return None
    exact = _exact(scene, start, end)
    if exact is not None:
        return exact
    name = show(scene.source.text[start:end])
    programme = name.endswith(programme_heads()) or NAMED in text
    kind = "programme" if programme else "concept"
    return Named(name, mint(kind, name), "Programme" if programme else None, start, end, False)


def _is_nominal(text: str) -> bool:
    rules = _rules()
    if "，" in text or "\n" in text or text.count("的") > 1 or ASIDE in text[:1]:
        return False
    if _NESTED.match(text):
        text = text[text.index("的") + 1 :]
    if not text or text[0] in rules.starts or rules.begins_verb.match(text):
        return False
    phrase = rules.begins_phrase.match(text)
    if phrase and len(text) - phrase.end() > _HEAD:  # 出台深入实施…方案: a title without its marks
        return False
    if rules.reject.search(text):
        return False
    return not _holds_clause(text)


def _holds_clause(text: str) -> bool:
    """Say whether an agent inside the phrase has a verb of its own (推动北京市建立机制)."""
    for agent in re.finditer(f"{AGENT}+", text):
        adverbs = grammar().adverbs.match(text, agent.end())
        at = adverbs.end() if adverbs else agent.end()
        if at > agent.end() and grammar().verb.match(text, at):
            return True
        if at == agent.end() and grammar().verb.match(text, at) and "的" not in text[at:]:
            return agent.start() == 0
    return False


def _exact(scene: Scene, start: int, end: int) -> Named | None:
    candidates: tuple[Link, ...] = (*scene.agents_in(start, end), *scene.named_in(start, end))
    for link in candidates:
        if (link.mention.start, link.mention.end) == (start, end):
            name = link.name or show(scene.source.text[start:end])
            return Named(name, link.iri, link.mention.label, start, end, True)
    return None


def agent_named(link: Link) -> Named:
    """Return a linked agent as subject or object."""
    mention = link.mention
    name = link.name or show(mention.text)
    return Named(name, link.iri, mention.label, mention.start, mention.end, True)


def show(written: str) -> str:
    """Return a name as it is shown: without white space and the marks around it.

    >>> show("《政务数据 共享条例》")
    '政务数据共享条例'
    """
    name = re.sub(r"\s+", "", written)
    for opening, closing in ("《》", "“”", "〈〉"):
        if name.startswith(opening) and name.find(closing) == len(name) - 1:
            name = name[1:-1]
    return name
