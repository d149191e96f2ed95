"""Web pages: the main text with tables as rows, without what belongs to the site.

Government sites are built with a few publishing systems whose containers of the text are known by
name; for others the container is the deepest one that holds most of the running text. Of the
record of a document (索引号, 发文机关, …) and the ``meta`` elements that government sites must have
(ArticleTitle, PubDate, ContentSource) what they say is given beside the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.error import CorpusError
from corpus.reader.draft import Draft, clean_line
from corpus.reader.encoding import decode
from corpus.reader.grid import rows_of
from corpus.reader.record import META, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import RawDocument

_DROPPED = frozenset(
    re.split(
        r"\s+",
        "script style noscript template nav header footer aside form button select input textarea "
        "iframe object embed svg canvas audio video map head link meta",
    )
)
_BLOCKS = frozenset(
    re.split(
        r"\s+",
        "address article blockquote body center dd details div dl dt fieldset figcaption figure "
        "h1 h2 h3 h4 h5 h6 hr li main ol p pre section summary table tbody td tfoot th thead tr "
        "ul",
    )
)
_CONTAINER = re.compile(
    r"trs_editor|trs_ueditor|ucap-?content|pages_content|article-?(?:content|con|body|text)"
    r"|(?:^|[ _-])(?:zoom|zhengwen|con_txt|xxgk_content|news_content"
    r"|content_body|vsb_content\w*)(?:$|[ _-])"
)
_SITE = re.compile(
    r"(?:^|[ _-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|position|location|share|bdsharebuttonbox"
    r"|toolbar|tools?"
    r"|footer|foot|header|top|sidebar|side|related|relevant|recommend|copyright|qrcode|ewm|print|page-?tools"
    r"|prevnext|pagination|friendlink|links|search|login|comments?)(?:$|[ _-])"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_FURNITURE = re.compile(
    r"(?:您|你)?(?:现在|当前|所在)?的?位置(?:是|在)?[:：].*|首页(?:\s*[>»/|].*)?|.{0,6}(?:打印|关闭)(?:本页|窗口|此页|页面)?.{0,6}"
    r"|[【\[（(]?字[号体][:：]?.{0,16}|分享(?:到|至)?[:：]?.{0,20}|扫一扫.{0,20}|上一[篇条页][:：]?.*|下一[篇条页][:：]?.*"
    r"|(?:信息)?来源[:：].{0,60}|(?:发布|更新)(?:时间|日期)[:：].{0,60}|(?:浏览|阅读|点击)(?:次数|量|数)?[:：].{0,12}"
    r"|责任编辑[:：].{0,12}"
    r"|[【\[].{0,4}(?:打印|关闭|收藏|纠错|大 中 小).{0,12}[】\]]"
    r"|返回(?:顶部|首页|列表)|相关(?:链接|文章|稿件|解读)[:：]?"
    r"|保护视力色.*|无障碍.{0,8}|主办单位[:：].*|版权所有.*|网站标识码.*|.{0,3}ICP备.*"
)
_STOP = re.compile("[，。；：、！？]")
_LITTLE = 400
_WEIGHT = 0.7


def read(
    content: bytes, name: str, source: str, encoding: str | None = None
) -> Iterator[RawDocument]:
    """Yield the one document of a page; ``encoding`` is that of an HTTP or MIME header.

    Raises:
        CorpusError: There is no text on the page, or it cannot be decoded.
    """
    root = _tree(_decoded(content, encoding))
    given = _given(root)
    _clean(root)
    main = _main(root)
    walk = _Walk()
    walk.block(main)
    title = given.get("title")
    if title and not walk.begins_with(title):
        walk.draft_title(title)
    yield walk.finish().document(name, source, given)


def _decoded(content: bytes, encoding: str | None) -> str:
    head = content[:4096].decode("ascii", "ignore")
    said = re.search(r"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", head, re.IGNORECASE)
    for each in (encoding, said and said[1]):
        # GB2312 as pages call it is GBK or GB18030, of which it is a part.
        known = "gb18030" if each and each.lower() in ("gb2312", "gbk") else each
        if known and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            try:
                return content.decode(known)
            except (LookupError, UnicodeDecodeError):
                continue
    return decode(content)


def _tree(text: str) -> Any:  # noqa: ANN401 - an lxml element
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).replace("\0", "")
    if not text.strip():
        raise CorpusError("网页没有内容：请重新下载。 An empty page.")
    try:
        # Not huge_tree: the parser's own limits on depth and entities stay.
        return html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError("网页没有内容或已损坏：请重新下载。 A damaged page.") from error


def _given(root: Any) -> dict[str, Any]:  # noqa: ANN401
    given: dict[str, Any] = {}
    for meta in root.iter("meta"):
        field = META.get((meta.get("name") or meta.get("property") or "").lower())
        value = clean_line(meta.get("content") or "")
        if field and value:
            given.setdefault(field, value)
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            given.setdefault("source_url", link.get("href"))
    given |= record_of(root)
    if "title" not in given:
        found = [clean_line(each.text_content()) for each in root.iter("h1")]
        if len(found) == 1 and 6 <= len(found[0]) <= 120:
            given["title"] = found[0]
    return given


def _clean(root: Any) -> None:  # noqa: ANN401
    """Take out what is never text: scripts, hidden parts, the site's own bars."""
    from lxml import etree

    for each in list(root.iter()):
        if each.getparent() is None or each.tag == "body":
            continue
        if not isinstance(each.tag, str) or each.tag in _DROPPED or _is_aside(each):
            _drop(each)
    etree.cleanup_namespaces(root)


def _is_aside(each: Any) -> bool:  # noqa: ANN401
    """Tell whether an element is hidden or a bar of the site, by its name and want of text."""
    if _HIDDEN.search(each.get("style") or ""):
        return True
    names = _names(each)
    return bool(_SITE.search(names)) and not _CONTAINER.search(names) and _score(each) < _LITTLE


def _drop(each: Any) -> None:  # noqa: ANN401
    """Blank an element in place: the paths of the others must stay what they are in the page."""
    for child in list(each):
        each.remove(child)
    each.text = None
    if isinstance(each.tag, str):
        each.attrib.clear()
        each.set("data-zt", "dropped")


def _names(each: Any) -> str:  # noqa: ANN401
    return f"{each.get('id') or ''} {each.get('class') or ''}".lower()


def _score(each: Any) -> int:  # noqa: ANN401
    """Return the characters of running text, links left out; marks tell it from menus."""
    words = sum(len(text.strip()) for text in each.itertext())
    linked = sum(len(text.strip()) for link in each.iter("a") for text in link.itertext())
    marks = sum(len(_STOP.findall(text)) for text in each.itertext())
    return max(0, words - 2 * linked) * min(marks, words) // max(words // 20, 1) if marks else 0


def _main(root: Any) -> Any:  # noqa: ANN401
    body = root.find(".//body")
    if body is None:
        body = root
    total = max(_score(body), 1)
    named = [each for each in body.iter() if _is_named(each)]
    best = max(named, key=_score, default=None)
    if best is not None and _score(best) >= 0.4 * total:
        return best
    return _deepest(body, total)


def _is_named(each: Any) -> bool:  # noqa: ANN401
    return isinstance(each.tag, str) and _CONTAINER.search(_names(each)) is not None


def _deepest(body: Any, total: int) -> Any:  # noqa: ANN401
    """Go down while one child holds most of the running text."""
    at = body
    while True:
        children = [each for each in at if isinstance(each.tag, str) and each.tag in _BLOCKS]
        best = max(children, key=_score, default=None)
        if best is None or _score(best) < _WEIGHT * total or best.tag in ("p", "table", "tr", "td"):
            if best is not None and best.tag == "table" and _score(best) >= _WEIGHT * total:
                return best
            return at
        at = best


class _Walk:
    """Goes through the main part in order and collects lines."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._lines: list[tuple[str, str] | list[list[str]]] = []
        self._text: list[str] = []
        self._at = ""

    def block(self, element: Any) -> None:  # noqa: ANN401
        """Take in an element with all below it."""
        if element.get("data-zt"):
            return
        if element.tag == "table" and (rows := rows_of(element)):
            self._flush()
            self._lines.append(rows)
            return
        if element.tag == "br":
            self._flush()
        blocks = element.tag in _BLOCKS
        outer = self._at
        if blocks:
            self._flush()
            self._at = element.getroottree().getpath(element)
        if element.text:
            self._text.append(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.block(child)
            if child.tail:
                self._text.append(child.tail)
        if blocks:
            self._flush(element.tag)
            self._at = outer

    def begins_with(self, title: str) -> bool:
        """Tell whether a title stands in the first lines."""
        self._flush()
        head = "".join(line[0] for line in self._lines[:12] if isinstance(line, tuple))
        return _tight(title) in _tight(head)

    def draft_title(self, title: str) -> None:
        """Put a title that stands elsewhere on the page before the text."""
        self._draft.line(title)

    def finish(self) -> Draft:
        """Return the draft."""
        self._flush()
        for each in self._lines:
            if isinstance(each, tuple):
                self._draft.line(each[0], element=each[1])
            else:
                self._draft.table(each)
        return self._draft

    def _flush(self, tag: str = "") -> None:
        text = clean_line("".join(self._text))
        self._text.clear()
        if not text or _FURNITURE.fullmatch(text.strip("| ")):
            return
        if tag in ("h2", "h3", "h4") and len(text) < 60 and not _STOP.search(text):
            text = f"{'#' * int(tag[1])} {text}"
        self._lines.append((text, self._at))


def _tight(text: str) -> str:
    return re.sub(r"[\s“”\"《》]", "", text)
