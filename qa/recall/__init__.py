"""Which facts and documents come into question, and how well they fit."""
