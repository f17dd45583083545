"""Our own files (style sheet, scripts, icons), under names that change with their content.

A browser may keep `/static/app.3f2a1b9c4d.css` for ever, and never shows an old style on a new page. The
files are read once, when the program starts, and only they can be asked for: no path is ever built from a
request. Style sheets may not point at other files of ours by `url()`, as those have other names.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from flask import Flask, Response, abort

KEEP = "public, max-age=31536000, immutable"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Asset:
    """Where a page finds a file, and the hash by which the browser checks it (Subresource Integrity)."""

    url_path: str
    integrity: str


@dataclass(frozen=True)
class _File:
    content: bytes
    content_type: str


class Assets:
    """All files of one folder, read once. Raises ValueError for a kind of file that has no MIME type here."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Asset] = {}
        self._by_hashed_name: dict[str, _File] = {}
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                self._take(PurePosixPath(name.as_posix()), path.read_bytes())

    def _take(self, name: PurePosixPath, content: bytes) -> None:
        if name.suffix not in _TYPES:
            raise ValueError(f"static file {name}: add a MIME type for {name.suffix!r}")
        mark = hashlib.sha256(content).hexdigest()[:10]
        hashed = str(name.with_suffix(f".{mark}{name.suffix}"))
        integrity = base64.b64encode(hashlib.sha384(content).digest()).decode("ascii")
        self._by_name[str(name)] = Asset(f"/static/{hashed}", f"sha384-{integrity}")
        self._by_hashed_name[hashed] = _File(content, _TYPES[name.suffix])

    def asset(self, name: str) -> Asset:
        """Return where `name` (a path inside the folder) is served. Raises KeyError if there is none."""
        return self._by_name[name]

    def register(self, app: Flask) -> None:
        """Serve the files at /static/. The app must be made with `static_folder=None`."""
        if app.has_static_folder:
            raise ValueError("make the app with static_folder=None, or Flask serves the plain names too")

        def static(name: str) -> Response:
            file = self._by_hashed_name.get(name)
            if file is None:
                abort(404)
            response = Response(file.content, content_type=file.content_type)
            response.headers["Cache-Control"] = KEEP
            return response

        app.add_url_rule("/static/<path:name>", "static", static, methods=["GET"])


@cache
def _ours() -> Assets:
    return Assets(Path(__file__).resolve().parent.parent / "static")


def asset(name: str) -> Asset:
    """Return where one of our own files is served, for templates. Raises KeyError if there is none."""
    return _ours().asset(name)


def register(app: Flask) -> None:
    """Read `directory/static` and serve it at /static/."""
    _ours().register(app)
