"""What may only be done in one place: print, catch everything, read the environment, ask for the time."""

import ast
from collections.abc import Iterator

from tests.rules import source

#: Scripts that an operator or a developer starts by hand and that print what they do.
PRINTS = ("cli/", "places/build")
#: Where nothing may get past: the page for errors, and the command line.
CATCHES_ALL = ("web/errors.py", "cli/")


def _calls(*names: str, except_in: tuple[str, ...] = ()) -> list[str]:
    """Return where any of these is called, by a name that ends so, outside the files that may."""
    return [f"{source.name(path)}:{call.lineno} {called}" for path in source.files()
            if not source.name(path).startswith(except_in or ("-",))
            for call, called in source.calls(path)
            if called in names or called.endswith(tuple(f".{name}" for name in names if "." in name))]


def _attributes(*names: str, except_in: tuple[str, ...] = ()) -> list[str]:
    return [f"{source.name(path)}:{node.lineno}" for path in source.files() if source.name(path) not in except_in
            for node, named in source.attributes(path) if named in names]


def test_nothing_prints_but_the_command_line() -> None:
    assert not _calls("print", "pprint", "breakpoint", "sys.stdout.write", except_in=PRINTS)


def _too_wide(path: source.Path) -> Iterator[str]:
    for node in source.nodes(path):
        if isinstance(node, ast.ExceptHandler):
            kinds = {ast.unparse(each) for each in ast.walk(node.type)} if node.type else {"Exception"}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            kinds = {ast.unparse(each) for each in node.args}
        else:
            continue
        if kinds & {"Exception", "BaseException"}:
            yield f"{source.name(path)}:{node.lineno}"


def test_everything_is_caught_only_at_the_edges() -> None:
    assert not [found for path in source.files() if not source.name(path).startswith(CATCHES_ALL)
                for found in _too_wide(path)]


def test_the_environment_is_read_only_in_config_and_by_the_server() -> None:
    """gunicorn reads its own settings before there is an app."""
    assert not _attributes("os.environ", "os.getenv", except_in=("config.py", "web/server.py"))


def test_the_time_comes_from_the_clock() -> None:
    """A test that moves the clock must move everything. Durations (monotonic) are no time of day."""
    assert not _calls("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
                      except_in=("clock.py",))


def test_no_text_is_run_as_code() -> None:
    """And nothing is unpickled, nor put through a shell."""
    assert not _calls("eval", "exec", "compile", "pickle.loads", "pickle.load", "os.system", "yaml.load",
                      "subprocess.getoutput", "render_template_string")


#: The pages of the team are for people with accounts; the one cookie is theirs.
_TEAM = tuple(source.name(path) for path in source.files() if source.name(path).startswith("curation/"))


def test_a_page_never_reads_a_search_from_the_address() -> None:
    """ZIP and need would stand in history and in the logs of hosts that we do not run (SAFETY, threat 1)."""
    assert not _attributes("request.args", "request.values", "request.query_string", "request.full_path",
                           "request.url", "request.base_url", "request.cookies", except_in=_TEAM)


#: Counts messages by network, in memory only.
SENDERS = "web/senders.py"


def test_nobody_looks_at_who_asks() -> None:
    """Only messages are counted by network: reading never is."""
    assert not _attributes("request.remote_addr", except_in=(SENDERS,))
    assert not _attributes("request.access_route", "request.referrer", "request.user_agent",
                           "request.origin", "request.authorization")


def test_only_the_entrance_and_the_forms_look_at_a_header() -> None:
    """The browser's language sends a visitor from / to a language; a message may not be sent by another site's page."""
    read = [(source.name(path), ast.unparse(call.args[0])) for path in source.files()
            for call, called in source.calls(path) if called.startswith("request.headers.get")]
    assert read == [("__init__.py", "'Accept-Language'"), (SENDERS, "'Sec-Fetch-Site'"), (SENDERS, "'Origin'"),
                    (SENDERS, "'X-Forwarded-For'")]


def test_only_the_view_that_takes_a_message_knows_of_its_sender() -> None:
    """And the app, which makes the counter; and the team's pages, which ask only whether a form is from elsewhere."""
    users = [source.name(path) for path in source.files() if "directory.web.senders" in source.imports(path)]
    assert users == ["__init__.py", "curation/site.py", "reports/views.py"]


def test_the_rules_would_see_a_breach() -> None:
    """These rules have something to look at: `_calls` and `_attributes` find what is there."""
    assert _calls("json.loads") and _attributes("request.form") and _calls("os.execv", except_in=("web/",))
