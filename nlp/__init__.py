"""What the text says: mentions, links, periods, measurements, relations."""
