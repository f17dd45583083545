"""axe-core finds nothing wrong with any kind of page, in any language, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE
from tests.browser.places import KINDS, LANGUAGES, visit

_AXE = Axe()
#: By night only the colours differ, and twenty cards show nothing that four do not.
_BY_NIGHT = {"runOnly": ["color-contrast"]}
_KINDS = [kind for kind in KINDS if kind not in ("many results", "nearest beyond")]


SCHEMES = [(each, scheme) for each in LANGUAGES for scheme in ("light", "dark")]


@pytest.mark.parametrize(("language", "scheme"), SCHEMES)
def test_axe_finds_nothing(browser: Browser, address: str, language: str, scheme: str) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for kind in _KINDS:
        visit(page, address, kind, language)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        result = _AXE.run(page, options=_BY_NIGHT if scheme == "dark" else None)
        wrong = [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in result.response["violations"]]
        if wrong:
            found[kind] = wrong
    context.close()
    assert not found
