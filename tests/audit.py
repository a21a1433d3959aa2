"""Asks the advisory database of PyPI about everything in requirements.lock: `python tests/audit.py` (or `make audit`).

Exit code 1 when a version is known to be vulnerable. Where the database cannot be reached, that is said, and nothing fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
COMMAND = ["-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off"]


def main() -> None:
    done = subprocess.run([sys.executable, *COMMAND], capture_output=True, text=True, check=False, timeout=600)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        print(f"NOT RUN: the audit of requirements.lock: {(done.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return
    sys.exit(report(packages))


def report(packages: list[dict[str, Any]]) -> int:
    """Prints what was found; 1 when anything was."""
    asked = [package for package in packages if "skip_reason" not in package]
    found = [(p["name"], p["version"], advisory) for p in asked for advisory in p["vulns"]]
    for name, version, advisory in found:
        fixed = ", ".join(advisory["fix_versions"]) or "no version yet"
        print(f"{name} {version}: {advisory['id']}; fixed in {fixed}")
    if asked:
        print(f"audited {len(asked)} of {len(packages)} packages: {len(found)} known vulnerabilities")
    else:
        print(f"NOT RUN: the audit of requirements.lock: no advisory database answered for any of {len(packages)} packages")
    return int(bool(found))


if __name__ == "__main__":
    main()
