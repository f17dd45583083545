"""The words of listings in the languages of families: which still say what the English says."""
