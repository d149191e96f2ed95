"""Days: which texts hold when, and why."""
