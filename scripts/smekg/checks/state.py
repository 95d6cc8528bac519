"""What the last check found out, in a file beside the data.

The file is SQLite: written in one transaction, so that whoever is killed leaves the last state. It holds JSON
and N-Triples, no code. A file that is damaged, locked, of another format or not writable is no error: the
check then looks at everything, as it does without a file.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from smekg.errors import Finding
from smekg.sources.outline import Outline
from smekg.validation.findings import Broken

__all__ = ["BaseState", "Memory", "ReviewState", "Seen", "State"]

#: Version of the layout of the file.
_FORMAT = 1
#: Seconds to wait for another check that is writing.
_PATIENCE = 5.0
_TABLES = """
CREATE TABLE documents (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE descriptions (iri TEXT, review TEXT, triples BLOB);
CREATE TABLE mentions (iri TEXT, part TEXT, PRIMARY KEY (iri, part)) WITHOUT ROWID;
CREATE TABLE uses (use TEXT, review TEXT, example TEXT, PRIMARY KEY (use, review)) WITHOUT ROWID;
CREATE INDEX description_of ON descriptions (iri);
CREATE INDEX described_by ON descriptions (review);
CREATE INDEX mentioned_by ON mentions (part);
CREATE INDEX used_by ON uses (review);
"""


@dataclass(frozen=True)
class ReviewState:
    """What is known of a review whose files are free of faults.

    Attributes:
        files: Fingerprint of its files.
        owned: The works that its bibliography describes.
        outline: The review seen from outside.
        broken: What is wrong with it.
    """

    files: str
    owned: tuple[str, ...]
    outline: Outline
    broken: Broken


@dataclass(frozen=True)
class BaseState:
    """What is known of what no review owns.

    Attributes:
        key: Fingerprint of what its verdict depends on, but for what reviews say of things that it mentions.
        broken: What is wrong with it.
    """

    key: str
    broken: Broken


@dataclass(frozen=True)
class State:
    """What the last check found out.

    Attributes:
        common: Fingerprint of what concerns all reviews; under another one only `ontology` holds.
        base: What is known of what no review owns.
        ontology: Fingerprint of the ontology and what is wrong with it.
        counts: Numbers for the summary.
        written: Name of the check that wrote this.
        format: Version of the layout.
    """

    common: str
    base: BaseState | None = None
    ontology: tuple[str, list[Finding]] | None = None
    counts: dict[str, int] = field(default_factory=dict)
    written: str = ""
    format: int = _FORMAT


@dataclass(frozen=True)
class Seen:
    """What a part of the graph shows to other parts.

    Attributes:
        descriptions: What it says of shared things, by IRI, as N-Triples.
        mentions: The shared things that it mentions.
        uses: For each way in which it uses a common term (predicate and object), the smallest triple.
    """

    descriptions: Mapping[str, str]
    mentions: Collection[str]
    uses: Mapping[str, str]


_STATE = TypeAdapter(State)
_REVIEW = TypeAdapter(ReviewState)


class Memory:
    """The file of the last check; empty where there is none that can be read.

    Args:
        path: The file, if any.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._database, self._written = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def state(self, common: str) -> tuple[State, dict[str, ReviewState]]:
        """Read what was found out.

        Args:
            common: Fingerprint of what concerns all reviews now. Under another one all else is forgotten.

        Returns:
            What is known, and review id to what is known of the review.
        """
        documents = dict(self._database.execute("SELECT name, value FROM documents"))
        if not documents:
            return State(common), {}
        state = _STATE.validate_json(documents.pop(""))
        if state.common == common:
            return state, {name: _REVIEW.validate_json(value) for name, value in documents.items()}
        self._database.close()
        self._database = _empty()
        return State(common, ontology=state.ontology), {}

    def described_by(self, review_id: str) -> dict[str, str]:
        """Look up what a review said of shared things.

        Args:
            review_id: The review.

        Returns:
            IRI to N-Triples.
        """
        query = "SELECT iri, triples FROM descriptions WHERE review = ?"
        rows = self._database.execute(query, (review_id,))
        return {iri: zlib.decompress(triples).decode() for iri, triples in rows}

    def descriptions(self, iris: Iterable[str], without: Collection[str]) -> Iterator[str]:
        """Look up what reviews said of things.

        Args:
            iris: The things.
            without: Reviews that are not asked.

        Yields:
            N-Triples.
        """
        query = "SELECT review, triples FROM descriptions WHERE iri = ?"
        for iri in iris:
            for review, triples in self._database.execute(query, (iri,)):
                if review not in without:
                    yield zlib.decompress(triples).decode()

    def mentioning(self, iris: Iterable[str]) -> set[str]:
        """Tell who mentioned things.

        Args:
            iris: The things.

        Returns:
            Names of parts.
        """
        query = "SELECT part FROM mentions WHERE iri = ?"
        return {part for iri in iris for (part,) in self._database.execute(query, (iri,))}

    def uses(self, without: Collection[str]) -> dict[str, str]:
        """Tell how common terms were used.

        Args:
            without: Reviews that are not asked.

        Returns:
            Use to its smallest example.
        """
        found: dict[str, str] = {}
        for use, review, example in self._database.execute("SELECT use, review, example FROM uses"):
            if review not in without:
                found[use] = min(found.get(use, example), example)
        return found

    def remember(self, state: State, reviews: Mapping[str, ReviewState], seen: Mapping[str, Seen]) -> None:
        """Keep what a check found out; what cannot be kept is looked at again the next time.

        Args:
            state: What is known.
            reviews: Review id to what is known of the review.
            seen: For each part that was looked at, what it shows to others.
        """
        if self._path is None:
            return
        with suppress(OSError, sqlite3.Error):
            _prepare(self._path)
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as database:
                database.execute("BEGIN IMMEDIATE")
                # Another check may have written since: what it knows of the files is newer.
                if _written(database) == self._written:
                    _write(database, replace(state, written=uuid4().hex), reviews, seen)
                database.execute("COMMIT")


def _prepare(path: Path) -> None:
    """Make the folder, and remove a file that is not ours or is damaged."""
    path.parent.mkdir(exist_ok=True)
    # The folder is nobody's business: neither git's nor a backup's.
    (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    tag = "Signature: 8a477f597d28d172789f06886806bc55\n"
    (path.parent / "CACHEDIR.TAG").write_text(tag, encoding="utf-8")
    database, written = _opened(path)
    database.close()
    if not written:
        path.unlink(missing_ok=True)


def _opened(path: Path | None) -> tuple[sqlite3.Connection, str]:
    """Open a file for reading, or an empty database; tell by which check it was written."""
    if path is not None and path.is_file():
        with suppress(sqlite3.Error):
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
            with suppress(sqlite3.Error, ValidationError):
                if written := _written(database):
                    return database, written
            database.close()
    return _empty(), ""


def _written(database: sqlite3.Connection) -> str:
    """Tell by which check a database was written; nothing for one that has no tables or another layout."""
    if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'documents'").fetchone():
        return ""
    row = database.execute("SELECT value FROM documents WHERE name = ''").fetchone()
    state = _STATE.validate_json(row[0]) if row else None
    return state.written if state is not None and state.format == _FORMAT else ""


def _empty() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    return database


def _write(
    database: sqlite3.Connection,
    state: State,
    reviews: Mapping[str, ReviewState],
    seen: Mapping[str, Seen],
) -> None:
    if not _written(database):
        for statement in _TABLES.split(";\n"):
            database.execute(statement)
    known = {name for (name,) in database.execute("SELECT name FROM documents") if name}
    for name in (known - set(reviews)) | set(seen):
        database.execute("DELETE FROM descriptions WHERE review = ?", (name,))
        database.execute("DELETE FROM mentions WHERE part = ?", (name,))
        database.execute("DELETE FROM uses WHERE review = ?", (name,))
    database.execute("DELETE FROM documents")
    documents = {"": _STATE.dump_json(state)} | {name: _REVIEW.dump_json(r) for name, r in reviews.items()}
    database.executemany("INSERT INTO documents VALUES (?, ?)", documents.items())
    for name, part in seen.items():
        rows = ((iri, name, zlib.compress(text.encode())) for iri, text in part.descriptions.items())
        database.executemany("INSERT INTO descriptions VALUES (?, ?, ?)", rows)
        database.executemany("INSERT INTO mentions VALUES (?, ?)", ((iri, name) for iri in part.mentions))
        uses = ((use, name, example) for use, example in part.uses.items())
        database.executemany("INSERT INTO uses VALUES (?, ?, ?)", uses)
