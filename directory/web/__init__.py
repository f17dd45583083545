"""The HTTP parts that all pages share."""
