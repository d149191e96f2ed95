"""What is held true, and why: statements and their evidence, stores, SPARQL, export, validation."""
