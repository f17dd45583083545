"""The people who keep the listings: accounts, review, calling queue."""
