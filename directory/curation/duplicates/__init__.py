"""The same place listed twice: found, merged, or remembered as two."""
