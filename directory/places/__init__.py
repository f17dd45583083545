"""Where: our own gazetteer of ZIP codes, cities, counties and states, and distances. Asks no third party."""
