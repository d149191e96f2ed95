"""Where a store's indexes are: in its folder, or in Milvus with a record in the folder.

A folder whose indexes are elsewhere than they are looked for is told, never searched as if it were
empty.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from qa.error import RetrievalError
from qa.retrieval.milvus.record import FOLDER, Record

if TYPE_CHECKING:
    from pathlib import Path

    from qa.retrieval.milvus.address import Address

TEXT_FOLDER = "text"
VECTOR_FOLDER = "vectors"


def indexed_elsewhere(directory: Path, address: Address | None) -> bool:
    """Tell whether to search in Milvus; a folder that was never built is empty wherever.

    Raises:
        RetrievalError: The indexes are not where they are looked for.
    """
    recorded = Record.exists(directory)
    if address is None:
        if recorded:
            raise _in_milvus(directory)
        if (directory / FOLDER).is_dir():
            raise _nowhere(directory)
        return False
    if not recorded and directory.is_dir():
        raise _nowhere(directory)
    return recorded


def prepare(directory: Path, address: Address | None) -> None:
    """Make way for writing the indexes where they are to be.

    A store whose indexes are in its folder moves to Milvus: what is in the folder goes, and the
    build that writes indexes all documents anew.

    Raises:
        RetrievalError: The indexes are in Milvus, and no address says where.
    """
    if address is not None:
        for name in (TEXT_FOLDER, VECTOR_FOLDER):
            shutil.rmtree(directory / name, ignore_errors=True)
    elif Record.exists(directory):
        raise _in_milvus(directory)
    else:
        shutil.rmtree(directory / FOLDER, ignore_errors=True)


def _in_milvus(directory: Path) -> RetrievalError:
    return RetrievalError(
        "这个库的检索索引在 Milvus 里：请设置 ZHENGTU_INDEX_URL，或删除目录 "
        f"{directory / FOLDER}，再运行 zhengtu build 把索引建在库里。 The indexes of this store are"
        " in Milvus: set index_url, or delete that folder and build again to have them here.",
        path=str(directory),
    )


def _nowhere(directory: Path) -> RetrievalError:
    return RetrievalError(
        f"{directory} 的检索索引不在所设置的地方（库是备份，或建库时没有这样设置 index_url）："
        "请运行一次 zhengtu build。 The store has no index where index_url says (it is a backup, or"
        " was built with another setting): run zhengtu build once.",
        path=str(directory),
    )
