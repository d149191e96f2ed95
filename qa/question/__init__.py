"""What a question asks for, from the words as typed."""
