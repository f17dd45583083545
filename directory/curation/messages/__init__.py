"""What visitors told us: read, acted on, closed."""
