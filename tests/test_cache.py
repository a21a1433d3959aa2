"""What has not changed is not read again, what has is, and an entry that is damaged or foreign is not believed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique import main
from extract.batch import cache as cache_module
from extract.batch.cache import Cache, digest_rules, open_cache
from extract.batch.reading import Read, Reader
from extract.batch.units import Unit, list_units
from extract.inputs import Inputs, read_each
from extract.lexicon import Lexicon, load_lexicon
from extract.model import InputError

TEXT = "一、我们重申恪守《联合国宪章》。\n\n二、我们欢迎中国和俄罗斯的努力。\n"
OWN = "type: Organization\nentries:\n- {key: x-club, zh: 灯塔俱乐部}\n"


def no_lexicon() -> Lexicon:
    pytest.fail("something was read anew")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def lines(path: Path, lexicon: Callable[[], Lexicon], cache: Cache | None) -> list[str]:
    return [line for document in read_each(Inputs((str(path),), Reader(lexicon, cache))) for line in document.lines()]


def kept(cache: Cache) -> list[Path]:
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


@pytest.fixture
def cache(tmp_path: Path, text: Path) -> Cache:
    """A cache that knows the text."""
    cache = open_cache(tmp_path / "cache", None)
    assert lines(text, load_lexicon, cache) == lines(text, load_lexicon, None)
    assert len(kept(cache)) == 1
    return cache


def test_what_has_not_changed_is_not_read_again(text: Path, cache: Cache) -> None:
    assert lines(text, no_lexicon, cache) == lines(text, load_lexicon, None)
    moved = text.parent / "elsewhere" / "a.txt"
    moved.parent.mkdir()
    shutil.copy(text, moved)
    assert lines(moved, no_lexicon, cache) == lines(text, load_lexicon, None)


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda file: file.write_text(TEXT + "三、我们支持联合国。\n", encoding="utf-8"),
    "a sidecar": lambda file: file.with_suffix(".yml").write_text("date: 2031-05-04\nissuer: brics\n", encoding="utf-8"),
    "the id, by the name": lambda file: file.rename(file.with_name("b.txt")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_read_again(text: Path, cache: Cache, change: str) -> None:
    CHANGES[change](text)
    [file] = text.parent.glob("?.txt")
    assert lines(file, load_lexicon, cache) == lines(file, load_lexicon, None)
    assert len(kept(cache)) == 2


def test_rules_libraries_and_lexicons_are_part_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, rules = tmp_path / "own", tmp_path / "rules"
    own.mkdir()
    shutil.copytree(cache_module.RULES, rules, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cache_module, "RULES", rules)
    digests = [digest_rules(), digest_rules(own)]
    assert digests[0] == digests[1]
    for changed in (own / "x.yml", rules / "pipeline.py", rules / "lexicon" / "countries.yml", rules / "statements" / "new.yml"):
        changed.write_text(OWN, encoding="utf-8")
        digests.append(digest_rules(own))
    monkeypatch.setattr(cache_module, "version", lambda name: f"{name} of tomorrow")
    digests.append(digest_rules(own))
    assert len(set(digests[1:])) == len(digests) - 1


def test_an_own_lexicon_is_heeded(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "a.txt").write_text("各方支持灯塔俱乐部。", encoding="utf-8")
    arguments = ["extract", str(tmp_path / "a.txt"), "--cache", str(tmp_path / "cache")]
    before = CliRunner().invoke(main, arguments).stdout
    (tmp_path / "own" / "x.yml").write_text(OWN, encoding="utf-8")
    after = CliRunner().invoke(main, [*arguments, "--lexicon", str(tmp_path / "own")]).stdout
    assert ('"x-club"' in before, '"x-club"' in after) == (False, True)
    assert CliRunner().invoke(main, arguments, env={"COMMUNIQUE_CACHE": ""}).stdout == before


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[:-5],
    "empty": lambda data: b"",
    "one bit": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "foreign": lambda data: b"\x89PNG\r\n\x1a\n" + data,
    "another document's": lambda data: data.replace(data[22:30], b"00000000", 1),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_read_anew(text: Path, cache: Cache, damage: str, caplog: pytest.LogCaptureFixture) -> None:
    [entry] = kept(cache)
    whole = entry.read_bytes()
    entry.write_bytes(DAMAGE[damage](whole))
    assert lines(text, load_lexicon, cache) == lines(text, load_lexicon, None)
    assert [record.message for record in caplog.records] == [f"{entry}: damaged, or not written by communique; read anew"]
    assert entry.read_bytes() == whole


def test_an_entry_is_written_whole_or_not_at_all(text: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    [entry] = kept(cache)
    entry.unlink()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    assert lines(text, load_lexicon, cache) == lines(text, load_lexicon, None)
    assert kept(cache) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(text: Path, cache: Cache) -> None:
    def change() -> Lexicon:
        text.write_text("各方支持安理会。", encoding="utf-8")
        return load_lexicon()

    text.write_text("各方支持联合国。", encoding="utf-8")
    with ExitStack() as copies:
        [unit] = list_units([str(text)], copies)
        assert isinstance(unit, Unit)
        found = Reader(change, cache)(unit)
    assert isinstance(found, Read)
    assert "联合国" in "".join(found.lines())
    assert "安理会" in "".join(lines(text, load_lexicon, cache))


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, cache: Cache) -> None:
    (tmp_path / "b.txt").write_text("x\0y", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError, match=r"b\.txt: binary file"):
            lines(tmp_path / "b.txt", no_lexicon, cache)
    assert len(kept(cache)) == 1


def test_workers_share_it_and_a_folder_that_cannot_be_is_refused(tmp_path: Path, text: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"doc": "c", "n": 1, "text": "各方支持联合国。"}\n', encoding="utf-8")
    arguments = ["extract", str(text), str(tmp_path / "c.jsonl"), "--cache"]
    two = CliRunner().invoke(main, [*arguments, str(tmp_path / "cache"), "--workers", "2"])
    one = CliRunner().invoke(main, [*arguments, str(tmp_path / "cache")])
    assert (two.exit_code, two.stdout) == (0, one.stdout)
    assert len(kept(open_cache(tmp_path / "cache", None))) == 2
    refused = CliRunner().invoke(main, [*arguments, str(text)])
    assert (refused.exit_code, refused.stderr) == (1, f"communique: {text}: no folder for a cache (File exists); name another\n")
