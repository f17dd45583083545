"""What organizations themselves say of their listing, by a link without an account."""
