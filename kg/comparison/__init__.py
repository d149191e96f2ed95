"""One text beside another, sentence by sentence."""
