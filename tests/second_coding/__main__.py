"""Code the reviews a second time, blind.

    PYTHONPATH=tests python -m second_coding forms --out FOLDER [--seed N]
    PYTHONPATH=tests python -m second_coding collect FOLDER
    PYTHONPATH=tests python -m second_coding agreement

The first writes form files from the texts of the reviews, with the codebook beside them and the key, which
the reader does not get. The reader writes `NAME.answers` for each `NAME.form.txt`. The second makes the
tables in `codings/` of them, the third AGREEMENT.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path

from annotations.papers import read_paper
from annotations.slots import read_vocabulary
from passages.copies import SEEDS, WHY_SKIPPED
from second_coding.agreement import report
from second_coding.answers import Key, answers
from second_coding.codings import CODINGS, HERE, SLOTS
from second_coding.forms import forms_of
from second_coding.sheets import sheets
from smekg.inputs import read_inputs
from smekg.paths import default_root

__all__ = ["main"]


def _forms(out: Path, seed: int) -> None:
    inputs = read_inputs(default_root(), lambda _: None)
    known = read_vocabulary(inputs.ontology, inputs.index)
    out.mkdir(parents=True)
    shutil.copy(HERE / "codebook.md", out)
    key: dict[str, dict[str, object]] = {}
    for review in inputs.reviews:
        paper = read_paper(review)
        forms = list(forms_of(inputs, known, review, paper, seed))
        for sheet in sheets(inputs, review, paper, forms):
            (out / f"{sheet.name}.form.txt").write_text(sheet.text, encoding="utf-8")
        for form in forms:
            key[form.claim] = {
                "review": review.source.id,
                "options": {question.slot: question.options for question in form.questions},
                "works": sorted(review.works),
                "asks_position": form.asks_position,
                "asks_parts": bool(form.whole),
            }
    (out / "key.json").write_text(json.dumps(key), encoding="utf-8")


def _collect(folder: Path) -> None:
    keys = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    tables: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for path in sorted(folder.glob("*.answers"), key=lambda p: (len(p.name), p.name)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                claim = line.split("|")[0].strip()
                asked = dict(keys[claim])
                review = asked.pop("review")
                tables[review].append({"claim": claim, **dict(answers(line, Key(**asked)))})
    for review, rows in tables.items():
        with (CODINGS / f"{review}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["claim", *SLOTS], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def main() -> int:
    """Run the command.

    Returns:
        0, or 2 where the texts of the reviews are needed and not at hand.
    """
    parser = argparse.ArgumentParser(
        prog="python -m second_coding", description=(__doc__ or "").split("\n", 1)[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    forms = commands.add_parser("forms", help="write the forms")
    forms.add_argument("--out", type=Path, required=True, help="folder that is made")
    forms.add_argument("--seed", type=int, default=1, help="decides what is offered beside the right answer")
    collect = commands.add_parser("collect", help="make tables of the answers")
    collect.add_argument("folder", type=Path, help="folder of the forms")
    commands.add_parser("agreement", help="write AGREEMENT.md")
    given = parser.parse_args()
    if given.command == "forms":
        if not SEEDS.is_dir():
            sys.stderr.write(f"{WHY_SKIPPED}\n")
            return 2
        _forms(given.out, given.seed)
    elif given.command == "collect":
        _collect(given.folder)
    else:
        (HERE / "AGREEMENT.md").write_text(report(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
