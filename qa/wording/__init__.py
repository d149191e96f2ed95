"""How an answer is said and cited."""
