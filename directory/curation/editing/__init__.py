"""One listing at a time: find it, edit it, see it as a family would, read its history."""
