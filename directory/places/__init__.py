"""Where: our own gazetteer of ZIP codes, cities, counties and states, and distances. No third party is asked."""
