"""The people of the team: accounts, invitations, signing in."""
