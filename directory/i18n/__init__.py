"""Languages, catalogs and formats."""
