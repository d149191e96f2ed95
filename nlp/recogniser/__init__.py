"""The trained recogniser of the open classes; docs/decisions/0030 says what it is and why."""
