"""Who may write: whoever shows the token of the settings, where there is one."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhengtu.settings import Settings


def is_open(settings: Settings) -> bool:
    """Return whether no token is set."""
    return settings.write_token is None


def may_write(settings: Settings, shown: str) -> bool:
    """Return whether this is the token; compared in a time that does not tell how much is right.

    Where no token is set nothing is one.
    """
    if settings.write_token is None:
        return False
    wanted = settings.write_token.get_secret_value()
    return hmac.compare_digest(wanted.encode(), shown.encode("utf-8", "surrogateescape"))
