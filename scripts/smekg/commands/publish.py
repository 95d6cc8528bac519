"""`smekg publish`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from smekg.commands.common import (
    BuildOption,
    FormatHelp,
    UserOption,
    note,
    progress_steps,
    read_login,
    write_out,
)
from smekg.queries.run import Rows
from smekg.tables import Format, render

if TYPE_CHECKING:
    from smekg.publish.run import Report

__all__ = ["publish"]


def publish(
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="Address for SPARQL queries")],
    update: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option("--update", metavar="URL", help="Address for SPARQL updates [default: the endpoint]"),
    ] = None,
    graph_store: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--graph-store",
            metavar="URL",
            help="Send triples by the Graph Store Protocol to this address, not as updates",
        ),
    ] = None,
    user: UserOption = None,
    keep: Annotated[
        int, typer.Option("--keep", min=0, help="Earlier versions that stay, for readers who are at it")
    ] = 1,
    batch: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            "--batch",
            min=1,
            help="Triples in one request [default: 1000 as updates, 5000 by the Graph Store Protocol]",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds that one request may take")
    ] = 120,
    tries: Annotated[
        int, typer.Option("--tries", min=1, max=20, help="How often a request is sent before giving up")
    ] = 6,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help=FormatHelp)] = Format.TABLE,
    build: BuildOption = Path("dist"),
) -> None:
    """Load a build into a SPARQL 1.1 engine, verify it, and make it the version that readers see.

    Example: smekg publish --endpoint http://127.0.0.1:7878/query --update http://127.0.0.1:7878/update
    """
    # Imported here: most commands do without.
    from smekg.publish.build import read_build  # noqa: PLC0415
    from smekg.publish.engine import Engine  # noqa: PLC0415
    from smekg.publish.run import publish_build, survey_build  # noqa: PLC0415
    from smekg.remote.http import HttpClient, check_address  # noqa: PLC0415

    addresses = [check_address(endpoint, "--endpoint")]
    if update is not None:
        addresses.append(check_address(update, "--update"))
    if graph_store is not None:
        addresses.append(check_address(graph_store, "--graph-store"))
    login = read_login(user, addresses)
    with progress_steps() as progress:
        progress("reading the build")
        material = read_build(build)
        http = HttpClient(addresses, login, timeout=timeout, tries=tries, progress=progress)
        engine = Engine(http, endpoint, update or endpoint, graph_store, batch)
        work = survey_build if dry_run else publish_build
        report = work(material, engine, keep=keep, progress=progress)
    write_out(render(_rows(report), form, f"version {report.version}"))
    for sentence in _sentences(report, dry_run):
        note(sentence)


def _rows(report: Report) -> Rows:
    columns = ("graph", "triples", "sent", "removed", "sha256")
    return Rows(
        columns,
        tuple((g.name, str(g.triples), str(g.sent), str(g.removed), g.sha256) for g in report.graphs),
    )


def _sentences(report: Report, dry_run: bool) -> list[str]:
    triples = sum(graph.triples for graph in report.graphs)
    size = f"{triples:,} triples in {len(report.graphs)} graphs"
    earlier = f"before: {report.previous}" if report.previous else "the first version there"
    if dry_run:
        sentences = ["nothing was written"]
        moving = f"would become current; {earlier}" if report.moved else "is current"
        sentences.append(f"version {report.version}, {size}, {moving}")
    elif report.moved:
        sentences = [f"published version {report.version}, {size}, read back and verified; {earlier}"]
    else:
        sentences = [f"version {report.version}, {size}, was current already; verified"]
    would = "would be removed" if dry_run else "removed"
    return sentences + [f"version {version} {would}" for version in report.dropped]
