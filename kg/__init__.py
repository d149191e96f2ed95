"""What is held true, and why: statements with their evidence, the store, export, SPARQL, validation."""
