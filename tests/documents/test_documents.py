"""What README, guides and generated files promise is true."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

import smekg as package
from conftest import REPOSITORY, Run
from smekg.generated import generated_files
from smekg.iris import PREFIXES
from smekg.paths import DataRoot
from smekg.sources.model import Claim
from smekg.sources.reader import read_review

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
GUIDE = (REPOSITORY / "sources" / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    {
        line.split("  #")[0].strip()
        for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("smekg ")
    }
    | set(re.findall(r"`(smekg (?:query|audit)(?: [a-z][^`A-Z]*)?)`", README))
)

#: Commands that other tests run.
ELSEWHERE = {
    "passages": "needs the reader's own copy of the paper; tested in tests/passages",
    "export": "writes all formats, once for all tests; tested in tests/export",
    "check": "takes half a minute; .ci/run runs it, and tests/commands/test_bad_input.py on smaller data",
    "site": "writes thousands of files, once for all tests; tested in tests/site",
    "serve": "runs until it is stopped; tested in tests/serve",
}


def test_generated_files_are_fresh(root: DataRoot) -> None:
    stale = [p for p, text in generated_files(root).items() if p.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python -m smekg.generated"


@pytest.mark.parametrize(
    "command",
    # A stored query without options is what tests/queries/test_answers.py asks for, by the same command.
    [
        pytest.param(
            command, marks=[pytest.mark.slow] if re.fullmatch(r"smekg query [\w-]+", command) else []
        )
        for command in COMMANDS
    ],
)
def test_each_command_of_the_readme_works(command: str, dist: Path, smekg: Run) -> None:
    words = shlex.split(command)[1:]
    if words[0] in ELSEWHERE:
        pytest.skip(ELSEWHERE[words[0]])
    if words[0] in ("query", "stats", "audit", "coverage"):
        words += ["--build", str(dist)]
    result = smekg(*words)
    # The papers have numbers that disagree, and the audit says so by its status.
    assert result.returncode == (1 if words[0] == "audit" else 0), result.stderr
    assert result.stdout


def test_the_readme_shows_a_claim_as_it_is(root: DataRoot) -> None:
    claims = {c.claim.id: c.claim for c in read_review(root, "guimaraes-2021").claims}
    for page in (README, GUIDE):
        shown = yaml.safe_load(
            next(b for b in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "kind:" in b)
        )
        for entry in shown:
            claim = claims[entry["id"]].model_dump()
            assert {
                key: list(value) if isinstance(value, list) else value for key, value in entry.items()
            } == {key: list(claim[key]) if isinstance(claim[key], tuple) else claim[key] for key in entry}


def test_the_guide_names_every_key_and_every_kind_of_a_claim(root: DataRoot) -> None:
    keys = set(Claim.model_fields)
    assert {key for key in keys if f"`{key}`" not in GUIDE} == set()
    schema = json.loads((root.sources / "schema.json").read_text(encoding="utf-8"))
    properties = schema["$defs"]["Claim"]["properties"]
    assert {kind for kind in properties["kind"]["enum"] if f"| {kind} |" not in GUIDE} == set()
    assert {origin for origin in properties["origin"]["enum"] if f"| `{origin}` |" not in GUIDE} == set()


def test_every_command_has_help_with_an_example(smekg: Run) -> None:
    for command in (
        ["build"],
        ["check"],
        ["query"],
        ["stats"],
        ["audit"],
        ["coverage"],
        ["classify"],
        ["duplicates"],
        ["site"],
        ["export"],
        ["serve"],
        ["new", "review"],
        ["passages", "anchor"],
        ["passages", "verify"],
    ):
        text = smekg(*command, "--help").stdout
        assert "Example: smekg" in " ".join(text.split()), command


def test_links_between_the_guides_resolve() -> None:
    for page in REPOSITORY.rglob("*.md"):
        if ".venv" in page.parts or "dist" in page.parts:
            continue
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_one_version_everywhere() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    header = (REPOSITORY / "ontology" / "smekg.ttl").read_text(encoding="utf-8")
    assert package.__version__ == project["version"] == citation["version"]
    assert f"<https://w3id.org/smekg/ontology/{package.__version__}>" in header


def test_prefixes_mean_the_same_everywhere(root: DataRoot) -> None:
    for path in [*root.ontology.rglob("*.ttl"), *root.queries.rglob("*.rq")]:
        declared = re.findall(
            r"^(?:@prefix|PREFIX) ([\w-]+): <([^>]+)>", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        for prefix, namespace in declared:
            assert PREFIXES.get(prefix, namespace) == namespace, f"{path}: {prefix}"


def test_hand_written_turtle_has_one_form(root: DataRoot) -> None:
    """A block starts with its subject alone on a line and ends with a full stop alone on a line."""
    for path in root.ontology.rglob("*.ttl"):
        for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
            body = "\n".join(line for line in block.splitlines() if not line.startswith("#")).strip()
            if not body or body.startswith("@prefix"):
                continue
            lines = body.splitlines()
            # `[]` is an axiom without a name of its own, such as a disjointness of many classes.
            assert re.fullmatch(r"(?:[\w-]+:[\w.-]+|<[^>]+>|\[\])", lines[0]), (
                f"{path}, block {number}: {lines[0]}"
            )
            assert lines[-1] == ".", f"{path}: {lines[0]}"
            assert all(line.startswith("    ") for line in lines[1:-1]), f"{path}: {lines[0]}"
