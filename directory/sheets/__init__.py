"""Sheets in and out: read, check, plan, import, export."""
