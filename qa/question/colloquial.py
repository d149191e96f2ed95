"""Forms of everyday speech, put as the rest of the pipeline reads them: 归谁管 asks 由谁管.

A closed class of constructions around the interrogative, none of which says what is asked about.
"""

from __future__ import annotations

import re

_BODY = r"(?:部门|单位|机构|机关|公司|国家)"
_WHICH = rf"哪一?[个家]?{_BODY}"
_ISSUES = r"(?:发布|印发|制定|制订|出台|公布|颁布|批准|通过|起草|签发|作|写)"
"""What is done with texts, which other ways look for by these words."""
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form), said)
    for form, said in (
        (rf"归(?=谁|{_WHICH})", "由"),
        (rf"(?:交由|交给)(?=(?:谁|{_WHICH})(?:来)?[\u4e00-\u9fff]{{2}})", "由"),
        (r"(?<=由谁)来(?!定)(?=[\u4e00-\u9fff]{2})", ""),
        (rf"(?<={_BODY})来(?!定)(?=[\u4e00-\u9fff]{{2}})", ""),
        (r"几个人(?![均民口员才])", "多少人"),
        (r"(?<=多少人)才(?=能|可)", ""),
        (r"哪几天", "哪天"),
        (r"啥时候", "什么时候"),
        (r"啥(?!子)", "什么"),
        (r"哪位(?=[？?]?$)", "谁"),
        (
            rf"^(?P<what>[^，？?是]{{2,24}})是(?P<who>谁|{_WHICH})(?!{_ISSUES})(?P<deed>[\u4e00-\u9fff]{{1,3}})的[？?]?$",
            r"\g<who>\g<deed>了\g<what>？",
        ),
        (r"^(?P<deed>[^，？?]{4,24})的(?:人)?是谁[？?]?$", r"谁\g<deed>？"),
    )
)


def plain(question: str) -> tuple[str, tuple[str, ...]]:
    """Return a question without colloquial forms, and what was changed.

    >>> plain("烟花爆竹归哪个部门管？")
    ('烟花爆竹由哪个部门管？', ('归 → 由（按提问理解）',))
    """
    steps: list[str] = []
    for form, said in _FORMS:
        match = form.search(question)
        if match is not None:
            put = match.expand(said)
            steps.append(f"{match.group()} → {put or '（略）'}（按提问理解）")
            question = question[: match.start()] + put + question[match.end() :]
    return question, tuple(steps)
