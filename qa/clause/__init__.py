"""Figures, times, actors, places and names that one sentence tells in the question's own words."""
