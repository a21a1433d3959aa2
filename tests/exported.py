"""Exports as the programs find them: CSV tables read back, and what the spreadsheet makes of them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from graph.exports.cells import restore
from graph.exports.tables import load_layouts

SPREADSHEET = "soffice"
SPREADSHEET_REMEDY = "install LibreOffice Calc (Debian: libreoffice-calc)"
READ: dict[str, Any] = {"integer": int, "boolean": lambda cell: cell == "true", "array": json.loads, "object": json.loads}


def read_cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    """The cells as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def read_table(path: Path) -> list[dict[str, Any]]:
    """The rows with their values: restored, of the types of the columns, without what is empty."""
    [head, *rows] = read_cells(path)
    columns = load_layouts()[path.stem].columns
    assert head == list(columns)
    return [{name: _value(columns[name].type, cell) for name, cell in zip(head, row, strict=True) if cell} for row in rows]


def _value(type_: str, cell: str) -> Any:
    return READ.get(type_, str)(restore(cell))


def open_in_spreadsheet(tables: list[Path], folder: Path, separators: str) -> str:
    """The tables as LibreOffice Calc opens them where these characters (their numbers) part cells, as its own XML."""
    folder.mkdir()
    program = shutil.which(SPREADSHEET)
    assert program
    options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", f"--infilter=CSV:{separators},34,76,1"]
    command = [program, *options, "--convert-to", "fods", "--outdir", str(folder), *map(str, tables)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.fods")))
