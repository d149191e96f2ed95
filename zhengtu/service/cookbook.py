"""The cookbook: queries that researchers start from; each returns rows on the sample documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.error import ZhengtuError


class CookbookError(ZhengtuError):
    """There is no such recipe."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A query with its titles; ``name`` is the file's stem, such as ``03-growth-targets``."""

    name: str
    title_zh: str
    title_en: str
    query: str


@lru_cache(maxsize=1)
def recipes() -> tuple[Recipe, ...]:
    """Return all recipes, by name; a file's first two lines are its titles."""
    folder = files("zhengtu").joinpath("cookbook")
    found = [
        _read(each.name.removesuffix(".rq"), each.read_text(encoding="utf-8"))
        for each in folder.iterdir()
        if each.name.endswith(".rq")
    ]
    return tuple(sorted(found, key=lambda recipe: recipe.name))


def recipe(name: str) -> Recipe:
    """Return a recipe by its name or the number it begins with.

    Raises:
        CookbookError: There is none.
    """
    for each in recipes():
        if name in {each.name, each.name.split("-")[0]}:
            return each
    known = "、".join(each.name for each in recipes())
    raise CookbookError(f"没有名为 {name} 的查询：可用的有 {known}。")


def _read(name: str, text: str) -> Recipe:
    zh, en, query = text.split("\n", 2)
    return Recipe(name, zh.removeprefix("# zh: "), en.removeprefix("# en: "), query)
