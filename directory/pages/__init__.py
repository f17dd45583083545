"""The pages that say who we are and what we keep."""
