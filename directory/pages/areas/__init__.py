"""The pages of states, counties and cities: public, to be shared, kept for a while and found by search engines."""
