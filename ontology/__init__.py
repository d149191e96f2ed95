"""What may be said: the ontology, the indicators, the shapes, and the minting of identifiers."""
