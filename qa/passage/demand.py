"""What a question demands of the words that answer it, whatever found them.

A question for 一级 is not answered by what holds for 二级, one for a longest time not by some time,
one for conditions not by a sentence without any, and one for who not by what nobody is.
"""

from __future__ import annotations

import re

from nlp.numeral import find_numerals
from qa.passage.deed import acted, done, forbidden, told_how
from qa.passage.relative import OF_RATE, relative
from qa.passage.whose import of_another
from qa.recall.coverage import clause_of

_CLASS = re.compile(
    r"(?<![上下同各本高低两三四五])[一二三四五六七八九甲乙丙丁]级(?![人政党法行别])"
    r"|第[一二三四五]类|[甲乙丙丁][类等]"
)
"""A class among several of a kind."""
_HOW_MUCH = r"[^，]{0,8}(?:多少|几|多[长久大高])"
_MOST = re.compile(rf"(?:最[长高多迟晚](?!的)|至多)(?:是|为|可以?|能|不超过)?{_HOW_MUCH}")
_LEAST = re.compile(rf"(?:最[低短少](?!的)|至少|起码)(?:是|为|应当?|要|需要?)?{_HOW_MUCH}")
_AT_MOST = re.compile(
    r"最[长高多大迟晚]|不(?:得|能|应当?)?(?:超过|高于|多于|长于|大于)|以[下内]|上限|至多|为限|[^以之]内"
)
_AT_LEAST = re.compile(
    r"最[低短少小早]|不(?:得|能|应当?)?(?:少于|低于|小于|短于)|以上|至少|不足|满|起"
)
_INTO = re.compile("分(?:为|成)?(?:几|多少)个?(?:[级类种档等层]|阶段|部分)")
_DIVIDES = re.compile(
    "分为|分成|分[一二两三四五六七八九十]|[、和][一二三四五乙丙丁]级|[乙丙丁]类|第[二三]类"
)
_TERM = re.compile("(?:有效期|期限|任期|期)(?:限)?(?:是|为|有)?(?:多久|多长|几|多少)")
_LONGER = re.compile("延长|顺延|延期|续期|续展")
_ENDS = re.compile("[期届]满(?:之日)?(?:的|以)?前?$|[期届]满前?[^，]{0,6}$")
_RATE = re.compile(
    r"(?:(?<![效功频速利概])率|比例|比重|占比|费率|利率|税率)(?:的)?(?:最[高低]|[上下]限|目标)?(?:是|为|有|达|应|要|至|到|下?降|降低|提高|控制|在|不[高低]于)*(?:多少|几|多[高大])"
)
_MEASURE = re.compile(r"几(?P<unit>[审读届次轮场课门座辆艘棵株头匹份封])$")
"""A measure that an amount of this thing has to be told in: 需要几*审*."""
_NOUNS = {
    "条件": "条件|具备|具有|符合|满足|方可|才能|要求|应当(?:是|为|有)|的，?(?:可以|准予|应当)",
    "材料": "材料|文件|证明|证书|提交|提供|申请书|清单|表",
    "范围": "范围|包括|以内|[东西南北]至|适用|界|是指|区域",
    "程序": "程序|步骤|首先|应当|按照|申请|流程|依次|后",
    "流程": "程序|步骤|首先|应当|按照|申请|流程|依次|后",
    "责任": "责任|赔偿|罚|处分|追究|承担|负责",
    "职责": "下列|主要职[责能]|履行|负责|行使|包括",
    "职权": "职权|职责|职能|行使|权",
    "权利": "权|可以|享有",
    "义务": "义务|应当|必须|不得",
    "原则": "原则|坚持|遵循|为主|优先|相结合",
    "标准": "标准|不(?:得)?[低高少多超]|以[上下内]|达到|级|[\\d一二三四五六七八九十百千万]",
    "期限": "期|[年月日天时]|内",
    "形式": "形式|方式|书面|口头|包括",
    "种类": "种类|类|包括|分为|[：:]",
    "方式": "方式|采取|通过|以|形式|可以|方法|办法",
}
"""What a sentence has that tells something of this name."""
_NAMES = "|".join(_NOUNS)
_ASKED_NOUN = re.compile(
    rf"(?P<of>{_NAMES})(?:分别|具体|都)?(?:(?:有|是|包括|为)(?:哪些|什么|多[少大长])|$)"
    rf"|(?:什么|哪些)(?:样的|具体)?(?P<which>{_NAMES})$"
)
_BY_WHOM = re.compile(
    "(?P<who>[\u4e00-\u9fff]{2,6}?)(?:是|于)?(?:什么时[候间]|何时|哪一?[年天日])(?:到|去|在)?"
    "(?P<deed>访问|出席|参加|考察|调研|会见|视察|抵达|离开|签署|发表)"
)
_WHO = re.compile(
    "(?:由|归|向|经|找)谁|谁是|是谁|谁(?:来)?(?:负责|管|主管|审批|批准|决定|组织|承担|制定|保障|出)"
    "|主管(?:部门|机关|机构)(?:是|为)?(?:哪|谁|什么|$)"
    "|哪一?个(?:部门|机关|机构)(?:来)?(?:主管|负责|管理)"
)
_BODY_ASKED = re.compile("(?:哪一?个|什么)(?:行政)?(?:部门|机关|机构)")
_BODY = re.compile(
    "(?:(?<!跨)部门|[委局厅部院署会办处室站所队组]|机关|机构|中心|政府|银行|公司|海关|单位|部队|国务院)[”》]?$"
)
_WHICH_LAW = re.compile("哪一?[部份个](?:法律法规|法律|法规|法(?![院官定])|条例|文件|办法|规定)")
_LAW = re.compile("[《》]|(?:法|条例|办法|规定|细则|意见|通知|决定|方案|规划|公告|解释)[”）]?$|号$")
_LED_IN = re.compile("并?(?:向|由|经|报)|并|应当")
_NO_ONE = re.compile(r"[。；\n]|^第[一二三四五六七八九十百零〇\d]+条|[，,].*[，,]")
_SAYS = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:建议|要求|指出|强调|表示|认为|提请)(?=[\u4e00-\u9fff]{2})"
)
"""Behind somebody this begins what they said: *委员会建议*大会批准."""
_ONE = re.compile(
    r"(?:部门?|委|局|厅|院|署|会|处|室|办|所|站|中心|组|政府|机关|机构|公司|企业|单位|长|人|者|方|组织|团体|银行|总理|主席|省|市|区|县|乡|镇"
    r"|学校|海关|主任|用户|业主|职工|双方|员|师|家|属|父母|子女|议|社|集体|[民户队军席工东生众处科庭馆站校州理])$"
    r"|^(?![本各该其此有相]|所属)[\u4e00-\u9fff·]{2,4}$"
)


def unmet(question: str, quote: str, value: str, around: str = "") -> str | None:
    """Return which demand of a question some words do not meet, None if they meet all.

    Args:
        question: The question, folded, without its mark.
        quote: The sentence or sentences that are to answer, folded.
        value: What in them is the answer, folded; the quote itself where a wording answers.
        around: What stands over them: headings, the words that announce a list.

    >>> unmet("猎捕一级保护动物向谁申请", "猎捕二级保护动物的，向省林业部门申请。", "省林业部门")
    '引文没有提到一级'
    """
    clause = clause_of(quote, value)
    return (
        _class(question, clause, value, f"{around} {quote}")
        or _bound(question, clause, value)
        or _parts(question, quote)
        or _before_end(question, clause, value)
        or _extended(question, clause)
        or _rate(question, value)
        or _measure(question, value)
        or _noun(question, f"{around} {quote}")
        or done(question, quote)
        or relative(question, f"{around} {quote}", clause, value)
        or acted(question, quote)
        or told_how(question, quote)
        or forbidden(question, quote)
        or _anothers(question, quote)
        or of_another(question, quote, value)
    )


def _class(question: str, clause: str, value: str, said: str) -> str | None:
    """Object where a class is asked about and the clause is of another, or none near names it."""
    for name in _CLASS.findall(question):
        others = {each for each in _CLASS.findall(clause) if each[-1] == name[-1]}
        if name not in said or (others and name not in others):
            return f"引文没有提到{name}"
        if value.startswith(name):
            return f"所得的只是{name}本身"
    return None


def _bound(question: str, clause: str, value: str) -> str | None:
    """Object where the most or least is asked for and an amount is no bound."""
    if next(iter(find_numerals(value)), None) is None:
        return None
    if _MOST.search(question) and not _AT_MOST.search(f"{clause}{value}"):
        return "引文中的数值不是上限"
    if _LEAST.search(question) and not _AT_LEAST.search(f"{clause}{value}"):
        return "引文中的数值不是下限"
    return None


def _parts(question: str, quote: str) -> str | None:
    """Object where it is asked into how many classes a thing falls, and none are named."""
    asked = _INTO.search(question) is not None
    return "引文没有说分为哪些" if asked and not _DIVIDES.search(quote) else None


def _before_end(question: str, clause: str, value: str) -> str | None:
    """Object where a term is asked for, and an amount is how long before its end one must act."""
    at = clause.find(value)
    if at < 0 or not (_ENDS.search(clause[:at]) and _TERM.search(question)):
        return None
    acts = value.endswith(("内", "前")) or clause[at + len(value) :].startswith(("内", "前"))
    return "引文中的时间是期满前的" if acts else None


def _extended(question: str, clause: str) -> str | None:
    """Object where a term is asked for, and a clause tells by how much it may be longer."""
    longer = _LONGER.search(clause) is not None and _LONGER.search(question) is None
    return "引文中的时间是延长的" if longer and _TERM.search(question) else None


def _rate(question: str, value: str) -> str | None:
    amount = next(iter(find_numerals(value)), None) is not None
    missed = amount and _RATE.search(question) and not OF_RATE.search(value)
    return "引文中的数值不是比率" if missed else None


def _measure(question: str, value: str) -> str | None:
    match = _MEASURE.search(question)
    return f"引文没有说几{match['unit']}" if match and match["unit"] not in value else None


def _noun(question: str, said: str) -> str | None:
    match = _ASKED_NOUN.search(question)
    noun = match and (match["of"] or match["which"])
    return f"引文没有说{noun}" if noun and not re.search(_NOUNS[noun], said) else None


def _anothers(question: str, quote: str) -> str | None:
    """Object where a deed is only told of somebody else: 会见来华*访问的*埃塞俄比亚总理."""
    match = _BY_WHOM.match(question)
    if match is None or match["who"] not in quote or match["deed"] not in quote:
        return None
    told = re.compile(f"{match['deed']}了?的(?!是)[\\u4e00-\\u9fff]")
    every = quote.count(match["deed"]) == len(told.findall(quote))
    return f"引文说的是别人{match['deed']}" if every else None


def untitled(question: str, value: str) -> str | None:
    """Object where it is asked which law or document, and a value is none."""
    asked = _WHICH_LAW.search(question) is not None
    return "所得的不是文件" if asked and not _LAW.search(value) else None


def nobody(question: str, value: str) -> str | None:
    """Object where it is asked who, and a value is neither a body nor a person."""
    bare = re.sub(r"[（(][^）)]*[）)]$", "", value)
    if _WHO.search(question) and _LED_IN.match(bare):
        return "所得的不是一个名称"
    if _BODY_ASKED.search(question) and not _BODY.search(bare):
        return "引文里没有找到所问的部门"
    named = _NO_ONE.search(bare) is None and _ONE.search(bare) is not None
    if "谁" in question and _SAYS.search(bare):
        return "引文里没有找到所问的人或机构"
    return "引文里没有找到所问的人或机构" if _WHO.search(question) and not named else None
