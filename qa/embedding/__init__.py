"""The embedding that ships with the project: a vector for each token, a text is their mean."""

from qa.embedding.static import NAME, StaticModel, shipped

__all__ = ["NAME", "StaticModel", "shipped"]
