"""docker-compose.yml: a valid file, open to this machine only, with no password, plug-in or report of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from neo4j_server import POM

from graph.database.store import Store

FILE = Path(__file__).parent.parent / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def service(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]["neo4j"]
    return found


def validate(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_a_compose_file() -> None:
    done = validate(FILE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_can_fail(tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("ports:", "portes:"), encoding="utf-8")
    assert validate(broken).returncode != 0


def test_it_runs_one_service(compose: dict[str, Any]) -> None:
    assert list(compose["services"]) == ["neo4j"]


def test_the_image_is_the_community_edition_that_the_tests_run(service: dict[str, Any]) -> None:
    tested = re.search(r"<neo4j\.version>(?P<version>5\.26\.[0-9]+)<", POM.read_text(encoding="utf-8"))
    assert tested
    assert service["image"] == f"neo4j:{tested['version']}-community"


def test_ports_are_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert service["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]
    assert not {"network_mode", "expose", "networks", "privileged"} & set(service)


def test_the_password_must_be_given(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", service["environment"]["NEO4J_AUTH"])
    assert "NEO4J_PASSWORD" not in service["environment"]
    assert "env_file" not in service


def test_nothing_is_reported_or_plugged_in(service: dict[str, Any]) -> None:
    environment = service["environment"]
    assert environment["NEO4J_dbms_usage__report_enabled"] == "false"
    assert environment["NEO4J_client_allow__telemetry"] == "false"
    assert not [name for name in environment if "PLUGIN" in name.upper()]


def test_data_and_logs_lie_in_named_volumes(compose: dict[str, Any], service: dict[str, Any]) -> None:
    mounted = dict(volume.split(":") for volume in service["volumes"])
    assert mounted == {"neo4j-data": "/data", "neo4j-logs": "/logs"}
    assert set(compose["volumes"]) == set(mounted)


def test_the_health_check_asks_a_question_and_shows_no_password(service: dict[str, Any]) -> None:
    kind, command = service["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    assert "cypher-shell" in command
    assert "'RETURN 1'" in command
    assert not re.search(r"curl|wget|\s-p\s|--password", command)


def test_the_health_check_hands_the_whole_password_over(service: dict[str, Any]) -> None:
    """Runs the check's own shell words with a stand-in for cypher-shell: a password may hold a slash."""
    command = service["healthcheck"]["test"][1].replace("$$", "$")
    stand_in = 'cypher-shell() { echo "$NEO4J_USERNAME $NEO4J_PASSWORD $*" >&2; }; '
    done = subprocess.run(
        ["sh", "-c", (stand_in + command).replace("cypher-shell", "cypher_shell")],
        env={"NEO4J_AUTH": "neo4j/pass/neo4j/word"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.split() == ["neo4j", "pass/neo4j/word", "--address", "bolt://127.0.0.1:7687", "RETURN", "1"]


@pytest.mark.neo4j
def test_its_settings_are_neo4js(service: dict[str, Any], neo4j_store: Store) -> None:
    """The image writes `a_b__c` as `a.b_c`; the server refuses to start on a setting that it does not know."""
    names = {name.removeprefix("NEO4J_") for name in service["environment"]} - {"AUTH"}
    settings = {name.replace("__", "\0").replace("_", ".").replace("\0", "_") for name in names}
    known = {name for (name,) in neo4j_store.run("SHOW SETTINGS YIELD name RETURN name").rows}
    assert len(settings) == 4
    assert settings <= known
