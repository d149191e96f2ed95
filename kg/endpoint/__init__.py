"""A graph that lives at a SPARQL 1.1 endpoint in place of the store's folder."""
