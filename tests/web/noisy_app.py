"""An app that lets a visitor's secrets out in every way we know; test_server.py runs it under gunicorn."""

import logging
import threading
import time
import warnings
from collections.abc import Iterator

from flask import Flask, Response, current_app, request

from directory.web import errors, headers, private_log

app = Flask("noisy", static_folder=None)
app.config["MAX_CONTENT_LENGTH"] = 1000
private_log.keep_logs_private(app)
errors.register(app, lambda code: f"Sorry: {code}")
app.after_request(lambda response: headers.add(response, secure=False))


class Leaky:
    """Raises in its destructor, where nobody can catch it."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __del__(self) -> None:
        raise RuntimeError(self.secret)


def shout(secret: str) -> None:
    raise ValueError(secret)


@app.get("/ok/<word>")
def fine(word: str) -> str:
    return "fine"


@app.route("/form", methods=["POST"])
def form() -> str:
    return f"{len(request.form)} fields"


@app.get("/fail/<word>")
def fail(word: str) -> str:
    secret = f"{word} {request.args} {request.headers}"
    raise ValueError(secret)


@app.get("/logs/<word>")
def logs(word: str) -> str:
    logging.getLogger("any.library").error("searched %s", word)
    current_app.logger.warning(f"searched {word} {request.url}")
    logging.critical(word)
    warnings.warn(word, stacklevel=1)
    thread = threading.Thread(target=shout, args=(word,), name=word)
    thread.start()
    thread.join()
    Leaky(word)
    return "logged"


@app.get("/stream/<word>")
def stream(word: str) -> Response:
    def parts() -> Iterator[str]:
        yield word
        raise ValueError(word)
    return Response(parts())


@app.get("/header/<word>")
def bad_header(word: str) -> Response:
    response = Response("x")
    response.headers["X-Word"] = f"{word}\x00"
    return response


@app.get("/exit/<word>")
def leave(word: str) -> str:
    raise SystemExit(word)


@app.get("/slow")
def slow() -> str:
    time.sleep(0.3)
    return "slow"
