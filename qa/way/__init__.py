"""The ways to an answer, a module each; ``qa.solve`` knows their order."""
