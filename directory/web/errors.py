"""What a visitor sees, and what the log says, when something goes wrong.

The log line for an exception holds its type, our own file and line, and the route's template, such as
`/<lang>/r/<token>`: never its text, which often quotes the request. The last page cannot fail: if the error
page itself breaks, constant bytes are sent.
"""

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from directory.web import headers, private_log

_log = logging.getLogger(__name__)

#: Headers of an error that mean something to a browser; the others belong to Werkzeug's own pages.
_KEPT_HEADERS = frozenset({"allow", "retry-after", "www-authenticate", "content-range"})

LAST_PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Error</title></head>
<body>
<main>
<h1>Something went wrong on our side. Please try again.</h1>
<p lang="es">Algo falló de nuestro lado. Inténtelo de nuevo.</p>
<p lang="ar" dir="rtl">حدث خطأ من جانبنا. يرجى المحاولة مرة أخرى.</p>
<ul>
<li><a href="/">Start page · <span lang="es">Página de inicio</span> ·
<span lang="ar" dir="rtl">الصفحة الرئيسية</span></a></li>
<li><a href="tel:211">211</a>: food, shelter, local help ·
<span lang="es">comida, refugio, ayuda local</span> ·
<span lang="ar" dir="rtl">طعام ومأوى ومساعدة محلية</span></li>
<li><a href="tel:988">988</a>: someone to talk to in a crisis ·
<span lang="es">alguien con quien hablar en una crisis</span> ·
<span lang="ar" dir="rtl">شخص تتحدث إليه في أزمة</span></li>
</ul>
</main>
</body>
</html>
""".encode()


def register(app: Flask, render_error: Callable[[int], ResponseReturnValue]) -> None:
    """Answer every HTTP error and every exception with `render_error(status code)`.

    It gets the number and nothing else, so that no page can repeat what was sent. With `app.testing`, Flask
    lets exceptions through to the test; set PROPAGATE_EXCEPTIONS to False to see what a visitor would see.
    """

    def show(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or error.code is None:
            return error.get_response()
        code = error.code
        try:
            response = app.make_response(render_error(code))
            if response.status_code == 200:
                response.status_code = code
            for name, value in error.get_headers(request.environ):
                if name.lower() in _KEPT_HEADERS:
                    response.headers[name] = value
            # Here too: if an `after_request` is what broke, it will not run to its end for this page either.
            return headers.add(response, secure=request.is_secure)
        except Exception as failure:  # noqa: BLE001 - the edge: nothing may get past this page
            _report(failure)
            return _last_page()

    def report(exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | Any) -> None:
        _report(exc_info[1])

    app.register_error_handler(HTTPException, show)
    app.register_error_handler(InternalServerError, show)
    # Flask's own writes the path.
    app.log_exception = report  # type: ignore[method-assign]


def _report(error: BaseException) -> None:
    template = request.url_rule.rule if request.url_rule is not None else "no route"
    _log.error(private_log.Public(f"{private_log.describe(error)}, route {template}"))


def _last_page() -> Response:
    response = Response(LAST_PAGE, 500, content_type="text/html; charset=utf-8")
    return headers.add(response, secure=request.is_secure)
