"""What of one provision has to be told together: its cases, or the grades of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.provision.case import cases
from qa.provision.grade import graded

if TYPE_CHECKING:
    from qa.provision.asking import Asking
    from qa.provision.candidate import Candidate
    from qa.provision.case import Cases


def told_together(asked: Asking, one: Candidate) -> Cases | None:
    """Return the cases or grades that a candidate is one of, None where it stands alone."""
    if asked.kind.is_wording:
        return None
    low = one.spans[0][0]
    return cases(asked, one.unit, low) or graded(asked, one.unit, low)
