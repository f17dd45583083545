"""Sitemaps: which public pages there are, in every language, for search engines (sitemaps.org)."""

from collections.abc import Iterable, Mapping

from markupsafe import escape

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OTHERS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
#: A file may hold no more. Ours name a place at most once, and there are fewer places in the gazetteer.
MOST_URLS, MOST_BYTES = 50_000, 50 * 1024 * 1024


def index(urls: Iterable[str]) -> str:
    """Return the file that names the sitemaps."""
    files = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return f"{_XML}<sitemapindex {_NAMES}>\n{files}</sitemapindex>\n"


def urls(tag: str, homes: Mapping[str, str], paths: Iterable[str]) -> str:
    """Return a sitemap in one language: each page, and the same page in every language.

    `homes` holds the whole URL of the start page by language tag, ending with a slash; `paths` go on from there.
    """
    roots = {each: str(escape(home)) for each, home in homes.items()}
    others = [(f'<xhtml:link rel="alternate" hreflang="{each}" href="{root}', '"/>') for each, root in
              [*roots.items(), ("x-default", roots["en"])]]
    pages = []
    for path in map(str, map(escape, paths)):
        pages.append(f"<url><loc>{roots[tag]}{path}</loc>{''.join(path.join(ends) for ends in others)}</url>\n")
    return f"{_XML}<urlset {_NAMES} {_OTHERS}>\n{''.join(pages)}</urlset>\n"
