"""The application for a WSGI server: gunicorn -c python:directory.web.server wsgi:app."""

from directory import create_app

app = create_app()
