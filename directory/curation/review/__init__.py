"""A second person looks: what waits, what speaks against it, and who may decide."""
