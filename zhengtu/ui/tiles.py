"""Provinces as tiles: every one the same size, about where it lies; no boundaries are drawn."""

from __future__ import annotations

TILES: dict[str, tuple[int, int]] = {
    "黑龙江省": (9, 0),
    "内蒙古自治区": (7, 1), "吉林省": (9, 1),
    "新疆维吾尔自治区": (2, 2), "宁夏回族自治区": (5, 2), "北京市": (7, 2), "天津市": (8, 2),
    "辽宁省": (9, 2),
    "青海省": (3, 3), "甘肃省": (4, 3), "陕西省": (5, 3), "山西省": (6, 3), "河北省": (7, 3),
    "山东省": (8, 3),
    "西藏自治区": (2, 4), "四川省": (4, 4), "重庆市": (5, 4), "河南省": (6, 4), "安徽省": (7, 4),
    "江苏省": (8, 4), "上海市": (9, 4),
    "云南省": (4, 5), "贵州省": (5, 5), "湖北省": (6, 5), "江西省": (7, 5), "浙江省": (8, 5),
    "广西壮族自治区": (5, 6), "湖南省": (6, 6), "福建省": (7, 6), "台湾省": (9, 6),
    "广东省": (6, 7), "香港特别行政区": (7, 7), "澳门特别行政区": (6, 8),
    "海南省": (5, 8),
}  # fmt: skip
"""Column and row of each province-level division."""

_SUFFIXES = ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "省", "市")


def short(name: str) -> str:
    """Return a province's name without its generic part.

    >>> short("广西壮族自治区"), short("内蒙古自治区"), short("江苏省")
    ('广西', '内蒙古', '江苏')
    """
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name
