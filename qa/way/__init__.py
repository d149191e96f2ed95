"""The ways to an answer, a module each; ``qa.computed`` knows their order."""
