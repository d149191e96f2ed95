"""关于: what the tool knows, what it does not, and what is in the store."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import streamlit as st

from zhengtu.ui import card
from zhengtu.ui.safe import escape

if TYPE_CHECKING:
    from zhengtu.ui.site import Site

_WHAT = (
    '<h1 class="zt-title">关于政图</h1>'
    '<p class="zt-lead">政图把中文政策文件变成知识图谱，每条事实都带着原文，'
    "并据此回答研究者的问题。它在本机运行，不联网，也不使用大语言模型。</p>"
)

_KNOWS = """
<h3 class="zt-sub">它知道什么</h3>
<ul>
<li>只知道已收录文件写明的内容：指标及其数值、时间与地区，机构之间的关系，文件的文号、机关、日期与引用。</li>
<li>目标与实际完成值分开记录；“以上”“左右”“力争”等措辞随数值保留。</li>
<li>列举和计数从全部已收录文件得出，并说明范围。</li>
</ul>
<h3 class="zt-sub">它不知道什么</h3>
<ul>
<li>没有收录的文件，以及文件之外的常识。找不到依据时它会说明原因，而不是推测。</li>
<li>规则抽取会有遗漏和误读：引用前请对照页面上的原文，并以发布机关公布的文本为准。</li>
<li>没有写明日期的文件，无法判断是否现行有效。</li>
<li>表格、图片和扫描件中的内容可能没有读到。</li>
</ul>
"""


def show(site: Site) -> None:
    """Show the page."""
    st.html(_WHAT + _KNOWS)
    st.html('<h3 class="zt-sub">收录情况</h3>')
    rows = [(escape(name), shown_count(count)) for name, count in site.reader.stats().items()]
    st.html(card.definitions(rows))
    st.html('<h3 class="zt-sub">版本</h3>')
    st.html(
        card.definitions([("政图", installed_version()), ("数据目录", escape(site.settings.store))])
    )


def shown_count(count: object) -> str:
    """Return a figure with its thousands set apart, and anything else in words."""
    return f"{count:,}" if isinstance(count, int) else escape(count)


def installed_version() -> str:
    """Return the version that is installed; a checkout that is not installed has none."""
    try:
        return version("zhengtu")
    except PackageNotFoundError:
        return "未安装的源码"
