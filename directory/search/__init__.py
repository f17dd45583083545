"""Finding help: a query, an engine on the edition, and what it says."""
