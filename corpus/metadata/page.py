"""A document as a page of lines: its head, where running text begins, what is only furniture."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.metadata.calendar import ANY_DAY
from corpus.metadata.label import Labels, labels_of, may_have_labels
from corpus.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = 60
"""Lines among which the title, the number and the addressees are looked for."""

_SPACES = re.compile(r"\s+")
_FURNITURE = re.compile(
    r"[>|×】\]\-—=_*#·、/\\]*|首页(?:[>»\u203a].*)?|打印.*|下载|收藏|全屏|加大|还原|减小|大|中|小|关闭.*|返回.*|微信|微博|分享.*"
    r"|[【\[（]?字[号体].*|(?:您|你)(?:现在|当前|所在)?的?(?:位置|在).*|当前位置.*|来源.{0,30}|(?:发布|更新)?(?:时间|日期).{0,30}"
    r"|浏览.*|阅读.{0,8}|点击.*|扫一扫.*|责任编辑.*|编辑.{0,12}|作者.{0,20}|信息来源.*|<!--.*-->|相关(?:报道|文档|链接).*"
    rf"|无障碍.*|保护视力.*|上一篇.*|下一篇.*|主题(?:词|分类).*|索引号.*|有效性.*|{ANY_DAY}.{{0,30}}"
)
_MEETING = re.compile(
    rf"[—-]*[（]?(?:——)?{ANY_DAY}在?.*会议上?[）]?|[—-]+{ANY_DAY}.*|.*(?:摄|报道)|(?:省长|市长|主席|县长|区长).{{0,10}}"
)
_COMMAS = re.compile("[，；].*[，；]")


class Page:
    """The paragraphs of a text, folded line by line when they are asked for."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.spans = spans
        self._lines: dict[int, str] = {}

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self.spans)

    def line(self, at: int) -> str:
        """Return a paragraph, folded, with single spaces and without the marks of Markdown."""
        if at not in self._lines:
            start, end = self.spans[at]
            words = _SPACES.sub(" ", fold(self.text[start:end]))
            self._lines[at] = words.lstrip("#*> ").rstrip("* ")
        return self._lines[at]

    def size(self, at: int) -> int:
        """Return how long a paragraph is."""
        start, end = self.spans[at]
        return end - start

    def tail(self, at: int, length: int) -> str:
        """Return the last characters of a paragraph as they are written."""
        start, end = self.spans[at]
        return self.text[max(start, end - length) : end]

    @cached_property
    def body(self) -> int:
        """Where the head ends: the line of addressees, or the first running text."""
        for at in range(min(HEAD, len(self))):
            line = self.line(at)
            if not self.is_furniture(at) and (is_addressee(line) or is_running(line)):
                return at
        return min(HEAD, len(self))

    @cached_property
    def head(self) -> list[int]:
        """The lines above the body that are not furniture of a web page."""
        return [at for at in range(self.body) if not self.is_furniture(at)]

    def is_furniture(self, at: int) -> bool:
        """Tell whether a line belongs to the web page or is a labelled key of the record."""
        return at in self.labels.lines or is_furniture(self.line(at))

    @cached_property
    def labels(self) -> Labels:
        """The labelled keys above the text: 发文机关：…, 成文日期：…."""
        if not may_have_labels(self.text):
            return Labels()
        return labels_of([self.line(at) for at in range(min(HEAD, len(self)))])


def is_running(line: str) -> bool:
    """Tell whether a folded line is running text."""
    return (len(line) > 15 and "。" in line) or (
        len(line) > 30 and _COMMAS.search(line) is not None
    )


def is_furniture(line: str) -> bool:
    """Tell whether a folded line belongs to the web page, not to the document."""
    return _FURNITURE.fullmatch(line.replace(" ", "")) is not None


def is_byline(line: str) -> bool:
    """Tell whether a folded line names the meeting or the speaker of a report."""
    return _MEETING.fullmatch(line.replace(" ", "")) is not None


_ADDRESSEE = re.compile(r"[^。；！？：]{2,400}：")
_NOT_ADDRESSEE = re.compile(
    r"如下|以下|^[为根按依经现近]|^(?:附件?|来源|时间|地点|标题|主题|日期|目录|题|编者按|[一二三四五六七八九十]+、)|(?:如下|通知|规定|意见|要求|决定|公告|指出|强调|表示|报道|原标题|措施|倡议|事项|途径|渠道|内容|办法|业务)：$|^.{0,3}(?:任|长|员)："
)


def is_addressee(line: str) -> bool:
    """Tell whether a folded line is that of the addressees: it ends in ：and says nothing."""
    return _ADDRESSEE.fullmatch(line) is not None and _NOT_ADDRESSEE.search(line) is None


def tighten(line: str) -> str:
    """Take out the spaces of a title that is letter-spaced or broken over lines.

    Spaces between the names of bodies stay: 财政部 海关总署关于….
    """
    words = line.split(" ")
    kept = words[0]
    for word in words[1:]:
        joint = kept.endswith(_BODY_ENDS) and len(kept) > 2 and _NAMED.match(word)
        kept += f" {word}" if joint or (kept[-1:].isascii() and word[:1].isascii()) else word
    return kept


_NAMED = re.compile(r"(?!关于|印发|转发|发布)[\u4e00-\u9fff]{3}")
_BODY_ENDS = (*"部委局署院厅", "委员会", "办公室", "银行", "军委", "中央", "政府", "总会", "政协")
