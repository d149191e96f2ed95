"""Write ``places.tsv`` from JioNLP's dictionary (Apache-2.0) and tables of our own.

Run ``python -m nlp.gazetteer.make_places``; the same input gives the same bytes. JioNLP's list has
names and codes of the present divisions, some of them out of date (``place_fix.tsv`` has the codes
since), zones that are no division (经开区; left out), and a list of changes. A change named in
``place_change.tsv`` is taken from there; ``province_short.tsv`` has the one-character names.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import astuple, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.error import ZhengtuError
from nlp.gazetteer.place import Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
HERE = Path(__file__).parent
COLUMNS = (
    "code",
    "name",
    "short_names",
    "level",
    "parent",
    "valid_from",
    "valid_until",
    "successor",
)

_ROW = re.compile(r"(\t*)(\S+)\t(\d{6})\t(\S*)")
_GENERIC = re.compile(
    r"(?:特别行政区|维吾尔自治区|[壮回]族自治区|自治区|省|市|地区|(?<=神农架)林区|(?<=六枝)特区|新区"
    r"|(?:达斡尔|回)族区|(?<=..)矿区|县|区|盟)$"
)
_PEOPLE = (
    "维吾尔|哈萨克|柯尔克孜|乌孜别克|塔吉克|俄罗斯|蒙古|朝鲜|达斡尔|鄂温克|鄂伦春|锡伯|保安|撒拉|东乡|裕固|布依|土家|仫佬|毛南|仡佬|"
    "拉祜|佤|布朗|傣|景颇|傈僳|哈尼|独龙|怒|普米|纳西|阿昌|德昂|基诺|高山|各|满|回|藏|苗|壮|侗|瑶|白|黎|彝|畲|羌|土|水"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLE})族?)+自治(?:州|县|旗)$")
_OWN_NAME = {"东乡族自治县": "东乡", "鄂伦春自治旗": "鄂伦春", "鄂温克族自治旗": "鄂温克"}
_NO_DIVISION = re.compile(
    r"开发区|高新|产业|示范区|管理区|园区|园$|管委会|行政委员会|区划|新城$|度假区|保税|合作区|集聚区|工业区|旅游区|路氹|试验区|功能区|旅游经济|风景|经济区|岛礁"
)
_CENTRAL_NEW_AREA = {"310115", "120116"}  # 浦东新区 and 滨海新区 are districts; other 新区 are not


@lru_cache(maxsize=1)
def one_character() -> dict[str, str]:
    """Return the one-character names of the provinces, parted by ``|``, by short name."""
    return {row["name"]: row["characters"] for row in _rows("province_short.tsv")}


def _jionlp(name: str) -> Path:
    spec = find_spec("jionlp")
    if spec is None or spec.origin is None:
        raise ZhengtuError("JioNLP is not installed: pip install jionlp, then run this again.")
    return Path(spec.origin).parent / "dictionary" / name


def _corrections() -> dict[str, tuple[str, str]]:
    """Return code and name, after the Ministry of Civil Affairs, by the code that is listed."""
    return {row["listed"]: (row["code"], row["name"]) for row in _rows("place_fix.tsv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def read_current() -> Iterator[Place]:
    """Yield the present divisions of JioNLP's list."""
    with zipfile.ZipFile(_jionlp("china_location.zip")) as archive:
        lines = archive.read("china_location.txt").decode("utf-8").splitlines()
    outer: dict[int, Place] = {}
    corrected = _corrections()
    for line in lines:
        row = _ROW.match(line)
        if not row:
            continue
        depth, name, code, short = len(row[1]), row[2], row[3], row[4]
        if code in corrected:
            code, name = corrected[code]
            short = ""
        place = _place(depth, name, code, short, outer.get(depth - 1))
        if _is_division(place, depth):
            outer[depth] = place
            yield place
        elif depth == 1:
            outer[1] = outer[0]  # counties that the province governs itself


def _is_division(place: Place, depth: int) -> bool:
    zone = "71" <= place.code[4:] <= "79" and not place.code.startswith(("469", "710"))
    if depth and place.code.endswith("0000"):
        return False
    return (
        not (zone and depth == 2)
        and not _NO_DIVISION.search(place.name)
        and (depth < 2 or not place.name.endswith("新区") or place.code in _NEW_AREAS)
    )


_NEW_AREAS = _CENTRAL_NEW_AREA | {"210113", "441803"}  # 沈北新区, 清新区


def _place(depth: int, name: str, code: str, short: str, parent: Place | None) -> Place:
    level = LEVELS[depth]
    names = _short_names(name, short, level)
    if level == "province":
        names += tuple(one_character()[names[0]].split("|"))
    return Place(code, name, names, level, parent.code if parent else None)


def _short_names(name: str, short: str, level: str) -> tuple[str, ...]:
    """Return the names without the generic word: that of two characters or more, then 海南州."""
    if level == "province":
        return (_GENERIC.sub("", name),)
    stem = _OWN_NAME.get(name) or _AUTONOMOUS.sub("", name)
    if stem == name:
        stem = _GENERIC.sub("", name)
    found = [stem] if len(stem) > 1 and not stem.endswith(("城区", "郊区")) else []
    if name.endswith("自治州"):
        found.append(stem + "州")
    if name.endswith(("自治县", "自治旗")) and len(stem) > 1:
        found.append(stem + name[-1])
    found += [part for part in short.split("/") if len(part) > 1]
    return tuple(n for n in dict.fromkeys(found) if n != name)


def read_past(current: dict[str, Place]) -> Iterator[Place]:
    """Yield the divisions that are no more: ours first, then those of JioNLP's list."""
    seen: set[str] = set()
    for row in _rows("place_change.tsv"):
        seen.add(row["name"])
        yield _former(row["name"], row["code"], int(row["year"]), current[row["successor"]])
    text = _jionlp("china_location_change.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield from _change(line, current, seen)


def _change(line: str, current: dict[str, Place], seen: set[str]) -> Iterator[Place]:
    """Yield the former division of a line: date, approval, old chain => new chain."""
    before, _, after = line.partition("=>")
    names, new = before.split("\t")[2::2], after.split("\t")
    if len(names) < 3 or len(new) < 3 or names[2] == new[2]:
        return
    found = next(
        (p for p in current.values() if p.name == new[2] and _under(p, new[0], current)), None
    )
    if found and names[2] not in seen:
        seen.add(names[2])
        year = int(line[:4])
        yield _former(names[2], f"{found.code}-{year}-{names[2]}", year, found)


def _under(place: Place, province: str, current: dict[str, Place]) -> bool:
    return current[place.code[:2] + "0000"].name == province


def _former(name: str, code: str, year: int, successor: Place) -> Place:
    level: Level = "prefecture" if code.endswith("00") or name == "襄樊市" else "county"
    parent = successor.parent
    if level == "prefecture" or successor.level == "prefecture":
        parent = f"{successor.code[:2]}0000"
    if level == "county" and successor.level == "prefecture":
        parent = successor.code
    return Place(
        code, name, _short_names(name, "", level), level, parent, None, year, successor.code
    )


def all_places() -> list[Place]:
    """Return every division: the present ones by code, then the past ones by code."""
    current = {place.code: place for place in sorted(read_current(), key=lambda p: p.code)}
    for row in _rows("place_change.tsv"):
        if row["code"] in current and current[row["code"]].name == row["name"]:
            del current[row["code"]]
    past = sorted(read_past(current), key=lambda p: p.code)
    since = {p.successor: p.valid_until for p in past if _renamed(p, current)}
    dated = [replace(p, valid_from=since.get(p.code)) for p in current.values()]
    return [*dated, *past]


def _renamed(past: Place, current: dict[str, Place]) -> bool:
    """A division whose stem lives on in its successor is the successor under its old rank."""
    return current[past.successor or ""].name[:2] == past.name[:2]


def table(found: Iterable[Place]) -> str:
    """Return the rows as tab-separated text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for place in found:
        cells = ("|".join(c) if isinstance(c, tuple) else c for c in astuple(place))
        writer.writerow("" if cell is None else cell for cell in cells)
    return out.getvalue()


def main() -> None:
    """Write the table beside this module."""
    (HERE / "places.tsv").write_text(table(all_places()), encoding="utf-8")


if __name__ == "__main__":
    main()
