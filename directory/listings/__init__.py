"""What a listing is: its columns, rules, words and hours."""
