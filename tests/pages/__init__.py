"""The pages that say who we are, what we keep, and where help is missing."""
