"""What documents say as a whole: their outline, and every sentence on a matter."""
