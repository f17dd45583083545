"""Commands for sheets: check, import, export, template, convert."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory import clock, config
from directory.cli.session import approved_sources, in_words, own_data, register
from directory.listings import columns
from directory.places import geocode as geocoding
from directory.places.finder import zip_finder
from directory.register import changes, queries
from directory.register.changes import Draft
from directory.register.due import agenda
from directory.sheets import exporter, importer, presets, reader, reference, tables
from directory.sheets.plan import Plan
from directory.sheets.presets import lookups
from directory.sheets.problems import Problem, grouped, line
from directory.sheets.programs import read_programs

#: So many kinds of problems, changed listings and gone ones are printed; the rest are counted.
SHOWN = 50
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATH)
def check(files: tuple[Path, ...]) -> None:
    """Check sheets, or folders of sheets, and say what to fix. Changes nothing; exit code 1 when something must be."""
    wrong = 0
    for path in files:
        if path.is_dir() or path.name != "sources.csv":
            folder = importer.read(path, find_zip=zip_finder(), own=own_data(), approved=approved_sources())
            for sheet in (*folder.sheets, *folder.waiting):
                report(sheet.name, sheet.problems, f"{len(sheet.rows)} of {sheet.total} rows are good",
                       columns=sheet.columns, total=sheet.total)
                wrong += len(sheet.errors)
                if not sheet.total and not sheet.errors:
                    click.echo("  There is no row below the column names.")
                    wrong += 1
            report(path.name, [problem for _, problem in folder.problems], "", quiet=True)
            wrong += len(folder.problems)
            if not folder.sheets:
                click.echo(f"{path}: no sheets here (*.csv).")
                wrong += 1
        if path.is_dir():
            words, problems = reference.read_synonyms(path / "synonyms.csv")
            if words or problems:
                report("synonyms", problems, f"words for {len(words)} codes")
            wrong += len(problems)
            offered, problems = read_programs(path / "programs.csv")
            if offered or problems:
                report("programs", problems, f"{len(offered)} programs of states")
            wrong += len(problems)
        if path.is_dir() and (path / "sources.csv").is_file() or path.name == "sources.csv":
            sources, problems = reference.read_sources(path / "sources.csv" if path.is_dir() else path)
            report("sources", [*problems, *reference.odd_addresses(sources)], f"{len(sources)} sources")
            wrong += len(problems)
    if wrong:
        raise SystemExit(1)


def report(name: str, problems: Sequence[Problem], good: str, *, quiet: bool = False,
           columns: Collection[str] = (), total: int = 0) -> None:
    """Print the problems of one sheet, those with one cause together, the worst first."""
    errors = sum(1 for problem in problems if problem.level == "error")
    if not quiet or problems:
        click.echo(f"{name}: {good}; {errors} to fix, {len(problems) - errors} to look at".replace(": ;", ":"))
    groups = grouped(problems, columns=columns, total=total)
    for group in groups[:SHOWN]:
        click.echo(f"  {'Look: ' if group.level == 'warning' else ''}{group.sentence}")
    if len(groups) > SHOWN:
        click.echo(f"  and {len(groups) - SHOWN} more kinds of problems")


@click.command("import")
@click.argument("path", type=_PATH)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--good-rows", is_flag=True, help="Import the good rows even if others have problems.")
@click.option("--author", default="", help="Who made the sheet. Not needed for the first import.")
@click.option("--approver", "approvers", multiple=True, help="Another person who approves; twice for a mass change.")
@click.option("--reason", default="import of sheets", show_default=True)
def import_(path: Path, *, dry_run: bool, good_rows: bool, author: str, approvers: tuple[str, ...],
            reason: str) -> None:
    """Import a sheet, or a folder of sheets, into the register.

    The first import fills an empty register. Later ones are compared with the last import and the register; what
    changed is proposed, and carried out only with --approver. A problem in one row imports nothing unless --good-rows.
    """
    folder = importer.read(path, find_zip=zip_finder(), own=own_data(), approved=approved_sources())
    for sheet in (*folder.sheets, *folder.waiting):
        if sheet.errors:
            report(sheet.name, sheet.errors, f"{len(sheet.rows)} of {sheet.total} rows are good",
                   columns=sheet.columns, total=sheet.total)
    report(path.name, [problem for _, problem in folder.problems], "", quiet=True)
    if not folder.sheets:
        raise click.ClickException(f"There are no sheets (*.csv) in {path}.")
    if folder.is_broken:
        raise click.ClickException("Nothing was imported. Fix the file or its column names first.")
    if folder.problems or (folder.errors and not good_rows):
        raise click.ClickException("Nothing was imported. Fix the rows above, or use --good-rows.")
    with register() as (session, _):
        plans, foreign = importer.decide(session, folder.sheets)
        if foreign:
            report(path.name, [problem for _, problem in foreign], "")
            raise click.ClickException("Nothing was imported.")
        for each in plans:
            _tell(each)
        if dry_run:
            click.echo("Dry run: nothing was changed.")
            return
        if changes.is_empty(session):
            importer.fill(session, folder, plans, reason=reason)
            click.echo("Imported into the empty register.")
        else:
            _propose(session, plans, author, approvers, reason)


def _propose(session: Session, plans: Iterable[Plan], author: str, approvers: tuple[str, ...], reason: str) -> None:
    for each in plans:
        if each.is_empty:
            if taken_back := changes.supersede(session, each.sheet):
                click.echo(f"{each.sheet}: the sheet says what the register says, so {taken_back} older proposals go.")
            continue
        batch = importer.propose(session, each, author=author, reason=reason)
        click.echo(f"{each.sheet}: proposed as batch {batch.id}.")
        if each.is_mass and len(approvers) < 2:
            click.echo(f"{each.sheet}: so many rows go or contacts change that two people must approve. "
                       f"It waits: amparo approve {batch.id} --approver NAME --approver OTHER")
        elif approvers:
            done = changes.apply(session, batch.id, approvers=approvers)
            click.echo(f"{each.sheet}: {done.applied} listings changed.")
            if done.conflicts:
                click.echo(f"{each.sheet}: {len(done.conflicts)} wait, because the register changed too: "
                           f"{', '.join(done.conflicts)}. See: amparo proposals")
        else:
            click.echo(f"  It waits for another person: amparo approve {batch.id} --approver NAME")


def _tell(each: Plan) -> None:
    """Print a plan: what is new, what changes field by field, what goes, what conflicts."""
    counts = {kind: len(each.of(kind)) for kind in ("new", "change", "gone")}
    click.echo(f"{each.sheet}: {counts['new']} new, {counts['change']} changed, {each.unchanged} unchanged, "
               f"{counts['gone']} gone, {len(each.conflicts)} in conflict")
    changed = [*each.of("change"), *each.conflicts]
    for draft in changed[:SHOWN]:
        tell_draft(draft)
    if len(changed) > SHOWN:
        click.echo(f"  and {len(changed) - SHOWN} more")
    for draft in each.of("gone")[:SHOWN]:
        click.echo(f"  gone: {draft.listing_id} {(draft.before or {}).get('organization', '')}")


def tell_draft(draft: Draft) -> None:
    """Print one changed listing, field by field."""
    before, after = draft.before or {}, draft.after or {}
    click.echo(f"  {draft.listing_id} {before.get('organization') or after.get('organization', '')}"
               f"{' CONFLICT: ' + ', '.join(draft.conflict) if draft.conflict else ''}")
    for name in columns.in_order(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            click.echo(f"    {name}: {before.get(name, '(blank)')!r} -> {after.get(name, '(blank)')!r}")


@click.command()
@click.argument("folder", type=_PATH, required=False)
@click.option("-o", "--out", type=_FILE, help="Write one file instead: .xlsx for a workbook with drop-downs, or .csv.")
@click.option("--sheet", default=None, help="Only this sheet.")
@click.option("--due", is_flag=True, help="With --out: only what should be checked now, the most urgent first.")
def export(folder: Path | None, *, out: Path | None, sheet: str | None, due: bool) -> None:
    """Write the listings of the register: each sheet as CSV into a folder, or all of them into one file.

    The same listings give the same bytes.
    """
    if bool(folder) == bool(out) or (due and not out):
        raise click.UsageError("Name a folder, or a file with --out. --due goes with --out.")
    with register() as (session, _):
        names = queries.sheets(session)
        if sheet and sheet not in names:
            raise click.ClickException(f"There is no sheet {sheet}. The sheets are: {', '.join(names) or 'none yet'}.")
        wanted = {out: sheet} if out else {}
        if folder:
            wanted = {folder / f"{name}.csv": name for name in ([sheet] if sheet else names)}
        for path, name in wanted.items():
            rows = _rows(session, name, due=due)
            _write(path, exporter.sheet(rows, _kind(path)))
            click.echo(f"{path}: {len(rows)} listings")


def _rows(session: Session, sheet: str | None, *, due: bool) -> list[dict[str, str]]:
    """Return the listings of a sheet, or of all, in the order in which they are written."""
    listings = queries.listings(session, sheet=sheet)
    if due:
        return [{**listings[key], "id": key} for key in agenda(session, clock.today()).due if key in listings]
    return exporter.by_place({**facts, "id": key} for key, facts in listings.items())


def _kind(path: Path) -> exporter.Kind:
    """Return what kind of file a name asks for."""
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError(f"{path}: name a file that ends in .xlsx or .csv.")
    return "xlsx" if path.suffix.lower() == ".xlsx" else "csv"


def _write(path: Path, raw: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(raw)
    aside.replace(path)


@click.command()
@click.option("-o", "--out", type=_FILE, default=Path("listings.xlsx"), show_default=True,
              help="The file to write: .xlsx for a workbook with drop-downs, or .csv.")
def template(out: Path) -> None:
    """Write an empty sheet with every column, to fill in with a spreadsheet program."""
    if out.exists():
        raise click.ClickException(f"{out} is there already. Choose another name.")
    with in_words():
        out.write_bytes(exporter.template(_kind(out)))
    click.echo(f"{out}: all columns. What each one means: docs/columns.md")


@click.command()
@click.argument("preset", type=click.Choice(sorted(presets.PRESETS)))
@click.argument("file", type=_PATH)
@click.option("-o", "--out", type=_PATH, required=True, help="The sheet to write; a folder for a preset with many.")
@click.option("--waiting", type=_PATH, help="The sheet for rows that wait until a person has decided.")
@click.option("--listed", type=_PATH, multiple=True, help="A sheet of ours that has some of these places already.")
def convert(preset: str, file: Path, *, out: Path, waiting: Path | None, listed: tuple[Path, ...]) -> None:
    """Turn a publisher's file into our sheet, and say which rows were left out and why."""
    look = lookups.from_gazetteer()
    known = [row.facts for sheet in listed for row in reader.read(sheet).rows]
    with in_words():
        try:
            converted = presets.convert(preset, file, listed=known, find_zip=look.find_zip, find_city=look.find_city)
        except tables.Unreadable as error:
            raise click.ClickException(line(Problem(error.code, data=error.data))) from error
        presets.write(converted, out, waiting)
    for said in presets.report(converted):
        click.echo(said)


@click.command()
@click.argument("address")
def geocode(address: str) -> None:
    """Find the point of an address, for latitude and longitude, at the server named by GEOCODER_DOMAIN.

    That server is told the address: never ask for a secret one.
    """
    with in_words():
        domain = config.read().geocoder_domain
    if not domain:
        raise click.ClickException("Geocoding is off. Name a server: GEOCODER_DOMAIN=nominatim.example.org")
    try:
        point = geocoding.geocode(address, geolocator=geocoding.make_geolocator(domain, user_agent="amparo"))
    except geocoding.GeocodingFailed as error:
        raise click.ClickException(f"{domain} did not answer. Try again later.") from error
    if point is None:
        raise click.ClickException(f"{domain} does not know this address.")
    click.echo(f"latitude {point.latitude:.6f}, longitude {point.longitude:.6f}: {point.label}")


COMMANDS = (check, import_, export, template, convert, geocode)
