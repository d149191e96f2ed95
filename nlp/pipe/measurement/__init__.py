"""Figures: which indicator, how much, where, when, and whether hoped for or reached."""
