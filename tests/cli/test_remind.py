"""Reminders by mail: numbers only, to addresses of roles, encrypted on the way."""

import smtplib
from email.message import EmailMessage
from typing import Any

import pytest

from directory.config import BadSetting, Settings, check
from tests.cli.conftest import Amparo

pytestmark = pytest.mark.system


class Server:
    """A server of mail that keeps what it is told."""

    told: list[Any] = []

    def __init__(self, host: str, port: int, **_: object) -> None:
        self.told.append((type(self).__name__, host, port))

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def starttls(self, **_: object) -> None:
        self.told.append("starttls")

    def login(self, user: str, secret: str) -> None:
        self.told.append((user, secret))

    def send_message(self, mail: EmailMessage) -> None:
        self.told.append(mail)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    Server.told = []
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(smtplib, "SMTP_SSL", type("Sealed", (Server,), {}))
    monkeypatch.setenv("MAIL_FROM", "amparo@example.org")
    monkeypatch.setenv("REMIND_TO", "reviewers@example.org, callers@example.org")
    return Server.told


def test_without_a_server_the_numbers_are_printed(amparo: Amparo, own_data: object) -> None:
    amparo("import", own_data)
    said = amparo("remind")
    assert said.code == 0 and "listings should be checked." in said.text


@pytest.mark.parametrize(("url", "first"), [
    ("smtps://u%40x:s%3At@mail.example.org", [("Sealed", "mail.example.org", 465), ("u@x", "s:t")]),
    ("smtp://mail.example.org", [("Server", "mail.example.org", 587), "starttls"]),
    ("smtp://localhost:25", [("Server", "localhost", 25)]),
])
def test_the_mail_holds_numbers_only(amparo: Amparo, own_data: object, told: list[Any], url: str, first: list[Any],
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    amparo("import", own_data)
    assert amparo("remind").text.splitlines()[-1] == "Sent to 2 addresses."
    *before, mail = told
    assert before == first
    assert mail["To"] == "reviewers@example.org, callers@example.org"
    assert "should be checked" in mail.get_content() and "Example" not in mail.get_content()


def test_a_server_that_does_not_answer_is_said_without_its_secret(amparo: Amparo, told: list[Any],
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("s3cret")

    monkeypatch.setenv("SMTP_URL", "smtps://u:s3cret@mail.example.org")
    monkeypatch.setattr(smtplib, "SMTP_SSL", refuse)
    said = amparo("remind")
    assert said.code == 1 and "not sent" in said.text and "s3cret" not in said.text


def test_half_a_setting_is_refused() -> None:
    for given in ({"smtp_url": "smtps://x"}, {"smtp_url": "http://x", "mail_from": "a", "remind_to": ("b",)}):
        with pytest.raises(BadSetting):
            check(Settings(**given))  # type: ignore[arg-type]
