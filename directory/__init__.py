"""Amparo: a directory of legal, medical and food help for mixed-status immigrant families in the USA."""

__version__ = "0.1.0"


import secrets

from flask import Flask, Response, g, request, url_for
from flask.globals import request_ctx

from directory import config
from directory.config import Settings
from directory.db import open_register
from directory.edition.store import Store
from directory.i18n import languages as tongues
from directory.i18n.negotiate import choose
from directory.pages.areas import sitemap
from directory.pages.areas.overview import KINDS
from directory.pages.areas.views import blueprint as areas
from directory.pages.views import blueprint as pages
from directory.places import streets
from directory.reports.spool import Spool
from directory.reports.views import blueprint as reporting
from directory.search.views import blueprint as finding
from directory.web import compress, errors, headers, locale, private_log, static
from directory.web.senders import Senders
from directory.web.templating import Pages, render
from directory.web.tokens import Links

#: No form of a visitor is larger.
MAX_FORM_BYTES = 64_000


def create_app(settings: Settings | None = None, *, pseudo_languages: bool = False) -> Flask:
    """Make the site. `pseudo_languages` adds the two invented languages that tests read pages in."""
    settings = settings or config.read()
    config.check(settings)
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_FORM_BYTES, TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
                      PROPAGATE_EXCEPTIONS=False, SECRET_KEY=secrets.token_bytes(32))
    private_log.keep_logs_private(app)
    if settings.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=settings.trusted_proxies,  # type: ignore[method-assign]
                                x_host=settings.trusted_proxies)
    offered = tongues.offered(pseudo=pseudo_languages)
    app.extensions["amparo_store"] = Store(settings.editions)
    links = app.extensions["amparo_links"] = Links(settings.keys)
    app.extensions["amparo_spool"] = Spool(settings.spool)
    # Opened before gunicorn forks: a bad file stops the start, and no worker moves another's place in it.
    app.extensions["amparo_streets"] = streets.opened(settings.amparo_streets)
    senders = app.extensions["amparo_senders"] = Senders(settings.trusted_proxies)
    app.before_request(senders.forget_yesterday)
    app.before_request(links.forget)
    Pages(app, settings, offered)
    static.register(app)
    locale.set_up(app, offered, (finding, pages, reporting, areas))
    errors.register(app, _error_page)
    if settings.directory_role != "public":
        _add_the_team(app, settings)
    _small_routes(app, offered)

    @app.after_request
    def protect(response: Response) -> Response:
        headers.add(response, secure=request.is_secure)
        # A page with a form's token beside text of strangers is never compressed; see web.compress.
        return response if g.get("team") else compress.shrink(response, request)

    return app


def _add_the_team(app: Flask, settings: Settings) -> None:
    """Add what needs the register. Imported here alone: the public process has no code for signing in."""
    from directory import curation
    open_register(app, settings.register_url)
    curation.register(app, settings)


def _error_page(code: int) -> str | Response:
    """Show an error page; one plain line to whoever asked for another host name, as no link can be made for it."""
    if request_ctx.url_adapter is None:
        return Response("This site has another address.\n", code, mimetype="text/plain")
    return render("error.html", code=code)


def _small_routes(app: Flask, offered: tuple[tongues.Language, ...]) -> None:
    @app.get("/")
    def root() -> Response:
        """Send a visitor to the language of the browser; the choice then stands in the URL."""
        g.language = choose(request.headers.get("Accept-Language", ""), offered)
        response = app.redirect(url_for("finding.home"), 302)
        response.headers["Vary"] = "Accept-Language"
        return response  # type: ignore[return-value]

    @app.get("/healthz")
    def alive() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @app.get("/readyz")
    def ready() -> Response:
        store: Store = app.extensions["amparo_store"]
        current = store.edition()
        good = current is not None and bool(current.bits)
        return Response("ready\n" if good else "not ready\n", 200 if good else 503, mimetype="text/plain")

    @app.get("/robots.txt")
    def robots() -> Response:
        """Keep robots from searches, and show them the public pages."""
        maps = url_for("sitemaps", _external=True)
        return Response(f"User-agent: *\nDisallow: /*/r/\nSitemap: {maps}\n", mimetype="text/plain")

    @app.get("/sitemap.xml")
    def sitemaps() -> Response:
        """Name the sitemaps: one a language and kind of help, for a file may only be so large."""
        urls = [url_for("areas.sitemap", lang=each.code, kind=kind, _external=True)
                for each in offered for kind in ("all", *KINDS)]
        return Response(sitemap.index(urls), mimetype="application/xml")
