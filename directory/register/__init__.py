"""The working store: every listing, who changed it, when and why."""
