"""What families see: one read-only file, built aside and put up in one step."""
