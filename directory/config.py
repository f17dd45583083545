"""Settings from the environment, read once, and where our own files lie. Knows nothing of Flask."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
ROLES = ("public", "curation", "all")


class BadSetting(ValueError):
    """A setting that must not stand: says which and how to set it right."""


def own_folder(name: str) -> Path:
    """Return the folder `data` or `translations`.

    An installed package carries them inside itself; a checkout has them beside the package.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set. Each field is the environment variable of the same name in capitals."""

    amparo_home: Path = Path("instance")
    amparo_data: Path = own_folder("data")
    amparo_env: str = "local"
    directory_role: str = "all"
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    operator_name: str = ""
    operator_contact: str = ""
    exit_url: str = "https://www.wikipedia.org/"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    search_keys: Path | None = None
    amparo_spool: Path | None = None
    amparo_streets: Path | None = None
    account_key: Path | None = None
    geocoder_domain: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    remind_to: tuple[str, ...] = ()

    @property
    def register_url(self) -> str:
        """Return the SQLAlchemy URL of the register: DATABASE_URL, or a SQLite file at home."""
        url = self.database_url or f"sqlite:///{(self.amparo_home / 'register.sqlite').resolve()}"
        for old in ("postgres://", "postgresql://"):
            if url.startswith(old):
                return f"postgresql+psycopg://{url[len(old):]}"
        return url

    @property
    def editions(self) -> Path:
        """Return the folder of the editions."""
        return self.amparo_home / "editions"

    @property
    def keys(self) -> Path:
        """Return the file of the keys that lock search links."""
        return self.search_keys or self.amparo_home / "search-keys.json"

    @property
    def lock(self) -> Path:
        """Return the file of the key that locks what volunteers' authenticators know."""
        return self.account_key or self.amparo_home / "account-key"

    @property
    def spool(self) -> Path:
        """Return the folder into which the public site drops visitors' messages."""
        return self.amparo_spool or self.amparo_home / "spool"

    @property
    def in_production(self) -> bool:
        """Say whether this runs for real families."""
        return self.amparo_env == "production"


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of an environment. Raises BadSetting with the fix."""
    def number(name: str, default: int) -> int:
        text = environment.get(name, "") or str(default)
        if not text.isdigit() or int(text) > 65535:
            raise BadSetting(f"{name}={text!r} is not a number. Write {name}={default}.")
        return int(text)

    def file(name: str) -> Path | None:
        return Path(environment[name]) if environment.get(name) else None

    settings = Settings(
        amparo_home=Path(environment.get("AMPARO_HOME") or "instance"),
        amparo_data=Path(environment.get("AMPARO_DATA") or own_folder("data")),
        amparo_env=environment.get("AMPARO_ENV") or "local",
        directory_role=environment.get("DIRECTORY_ROLE") or "all",
        database_url=environment.get("DATABASE_URL", ""),
        host=environment.get("HOST") or "127.0.0.1", port=number("PORT", 8000),
        operator_name=environment.get("OPERATOR_NAME", ""), operator_contact=environment.get("OPERATOR_CONTACT", ""),
        exit_url=environment.get("EXIT_URL") or "https://www.wikipedia.org/",
        trusted_hosts=tuple(environment.get("TRUSTED_HOSTS", "").replace(",", " ").split()),
        trusted_proxies=number("TRUSTED_PROXIES", 0),
        search_keys=file("SEARCH_KEYS"), account_key=file("ACCOUNT_KEY"), amparo_spool=file("AMPARO_SPOOL"),
        amparo_streets=file("AMPARO_STREETS"),
        geocoder_domain=environment.get("GEOCODER_DOMAIN", ""),
        smtp_url=environment.get("SMTP_URL", ""), mail_from=environment.get("MAIL_FROM", ""),
        remind_to=tuple(environment.get("REMIND_TO", "").replace(",", " ").split()))
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """Refuse settings that would harm a family. Raises BadSetting with the fix."""
    if settings.amparo_env not in ("local", "production"):
        raise BadSetting(f"AMPARO_ENV={settings.amparo_env!r} is not known. Write local or production.")
    if settings.directory_role not in ROLES:
        raise BadSetting(f"DIRECTORY_ROLE={settings.directory_role!r} is not known. Write one of {', '.join(ROLES)}.")
    if not settings.exit_url.startswith(("https://", "http://")):
        raise BadSetting("EXIT_URL must begin with https://, like https://www.wikipedia.org/.")
    if settings.smtp_url and not (settings.smtp_url.startswith(("smtp://", "smtps://")) and settings.mail_from
                                  and settings.remind_to):
        raise BadSetting("Reminders need all of SMTP_URL=smtps://user:secret@mail.example.org, MAIL_FROM, REMIND_TO.")
    if settings.in_production:
        if not settings.trusted_hosts:
            raise BadSetting("In production set TRUSTED_HOSTS to the names of this site: TRUSTED_HOSTS=example.org.")
        if not settings.operator_name or not settings.operator_contact:
            raise BadSetting("In production set OPERATOR_NAME and OPERATOR_CONTACT: families must see who runs it.")
        if os.environ.get("FLASK_DEBUG", "0") not in ("", "0"):
            raise BadSetting("In production FLASK_DEBUG must be off: unset FLASK_DEBUG.")
