"""The command for reminders: how much there is to do, by mail to addresses of roles, as numbers only."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import click

from directory.cli.session import register
from directory.config import Settings
from directory.curation.home import queries, show
from directory.i18n.catalogs import catalog

#: Seconds for which the server of mail is waited for.
_PATIENCE = 30
_HERE = ("localhost", "127.0.0.1", "::1")


@click.command()
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "es"]))
def remind(*, language: str) -> None:
    """Send how much there is to do to REMIND_TO, for a daily timer; print it where no SMTP_URL is set."""
    with register() as (session, settings):
        said = show.text(queries.counts(session), language)
    if not settings.smtp_url:
        click.echo(said)
        return
    try:
        _send(settings, catalog(language).gettext(show.TITLE), said)
    except (smtplib.SMTPException, OSError) as error:
        raise click.ClickException(f"The mail was not sent ({type(error).__name__}). Check SMTP_URL, MAIL_FROM and "
                                   "REMIND_TO.") from error
    click.echo(f"Sent to {len(settings.remind_to)} addresses.")


def _send(settings: Settings, subject: str, said: str) -> None:
    """Send one mail. It is encrypted on its way to the server, unless that is this machine."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, settings.mail_from, ", ".join(settings.remind_to)
    mail.set_content(said)
    way = urlsplit(settings.smtp_url)
    host, secure = way.hostname or "localhost", ssl.create_default_context()
    if way.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, way.port or 465, timeout=_PATIENCE, context=secure)
    else:
        server = smtplib.SMTP(host, way.port or 587, timeout=_PATIENCE)
    with server:
        if way.scheme == "smtp" and host not in _HERE:
            server.starttls(context=secure)
        if way.username:
            server.login(unquote(way.username), unquote(way.password or ""))
        server.send_message(mail)


COMMANDS = (remind,)
