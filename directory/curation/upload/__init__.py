"""The sheet in the browser: a file comes in, is mended where it stands, shows what it would change, and is proposed."""
