"""The safety headers that every answer carries. Sources: OWASP Secure Headers, MDN HTTP Observatory.

They are set, not merged: no view can loosen them. Two are for the view to say: `Cache-Control`, if it may be
kept, and `g.indexable = True`, if search engines may list the page.
"""

from typing import TypeVar

from flask import g
from werkzeug.wrappers import Response

AnyResponse = TypeVar("AnyResponse", bound=Response)

#: No manifest-src or connect-src: we have neither a web manifest nor scripts that fetch.
_ALLOWED = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}

#: Only names that today's Chromium knows: it complains about others on every page.
_SWITCHED_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "clipboard-write",
    "compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation",
    "gyroscope", "hid", "identity-credentials-get", "idle-detection", "interest-cohort", "keyboard-map",
    "local-fonts", "local-network-access", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "private-state-token-issuance", "private-state-token-redemption",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
    "speaker-selection", "storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking",
)

ALWAYS = {
    "Content-Security-Policy": "; ".join(f"{what} {who}" for what, who in _ALLOWED.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
}
#: Two years, as hstspreload.org asks for.
ONLY_HTTPS = "max-age=63072000; includeSubDomains"


def add(response: AnyResponse, *, secure: bool) -> AnyResponse:
    """Put the safety headers on an answer, and return it; made for one `after_request`.

    `secure` says that the visitor came by https: the browser is told never to come in another way.
    """
    for name, value in ALWAYS.items():
        response.headers[name] = value
    if secure:
        response.headers["Strict-Transport-Security"] = ONLY_HTTPS
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if not g.get("indexable", False):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
