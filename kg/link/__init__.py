"""How documents and things hang together beyond their own statements."""
