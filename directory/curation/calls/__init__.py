"""The calling queue: what to check next, the call itself, and what was heard."""
