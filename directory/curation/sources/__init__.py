"""The lists and pages that our facts come from: which there are, and how the team adds one."""
