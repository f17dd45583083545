"""The language of a page stands in its URL: /es/... Nothing else decides it, and nothing keeps it."""

from typing import Any

from flask import Blueprint, Flask, abort, g, request

from directory.i18n.languages import Language


def set_up(app: Flask, languages: tuple[Language, ...], blueprints: tuple[Blueprint, ...]) -> None:
    """Serve these blueprints under /<lang>/ in the offered languages; any other language is not found."""
    by_code = {language.code: language for language in languages}

    @app.before_request
    def language_of_a_wrong_address() -> None:
        """Give a page that does not exist the language its address begins with."""
        if request.url_rule is None:
            g.language = by_code.get(request.path.strip("/").partition("/")[0])

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.language = by_code.get(values.pop("lang"))
            if g.language is None:
                abort(404)

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and g.get("language") and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = g.language.code

    for blueprint in blueprints:
        app.register_blueprint(blueprint, url_prefix="/<lang>")
