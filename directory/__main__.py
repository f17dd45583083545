"""Runs the command: python -m directory."""

from directory.cli import main

main(prog_name="amparo")
