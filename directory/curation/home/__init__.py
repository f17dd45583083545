"""What there is to do: the first page of the team."""
