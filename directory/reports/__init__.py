"""What visitors tell us: that a fact is wrong, or of a place we should list."""
