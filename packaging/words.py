"""The words that an artist can see, gathered from the source, beside a language's catalogue.

    python packaging/words.py [--update] [LANGUAGE]

Says what a catalogue in ``resources/languages`` lacks and what it has too much; ``--update`` adds the missing ones
without a translation and drops the others. Exit code 1 where something is missing.
"""

import argparse
import ast
import builtins
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "rundot_studio"
LANGUAGES = ROOT / "resources" / "languages"
BELOW = ("domain", "client", "protocol", "library", "studio", "export", "imaging", "relief")
"""Packages whose sentences reach the window as they are; the engine answers by the protocol, also in sentences."""
_SENTENCE = re.compile(r"^[A-Z{\"'“].* .*[^ ][.!?]$")
"""A database's ``= ?`` has a space before its mark, a sentence has none."""
_REHEARSED = ("faults.py",)
"""Reads what a terminal asks of a rehearsal."""
_TERMINAL = ("ArgumentParser", "add_argument", "add_parser")
"""Calls whose texts a terminal shows."""
_IN_FILES = ("about",)
"""Keys of what is written into files for whoever opens them."""


@dataclass
class Gathered:
    """``words`` go through Qt's translation; ``sentences`` come from below with ``{0}`` for what is filled in."""

    words: set[str] = field(default_factory=set)
    sentences: set[str] = field(default_factory=set)


def gather(source: Path = SOURCE) -> Gathered:
    found = Gathered()
    for file in sorted((source / "ui").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found.words.update(_translated(tree))
        for part in _errors(tree):
            found.sentences.update(_sentences(part))
    found.words.update(_best_for(ast.parse((source / "domain" / "catalog.py").read_text(encoding="utf-8"))))
    found.words.update(_styles(source.parent / "resources" / "styles" / "built-in.toml"))
    for package in (*BELOW, "engine"):
        for file in sorted((source / package).rglob("*.py")):
            if "painters" not in file.parts and file.name not in _REHEARSED:
                found.sentences.update(_sentences(ast.parse(file.read_text(encoding="utf-8"))))
    return found


def _translated(tree: ast.AST) -> Iterator[str]:
    """First texts of ``tr("…")``, second ones of ``translate("Context", "…")``, and what preferences are found by."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg == "also" and isinstance(keyword.value, ast.Constant) and keyword.value.value:
                yield keyword.value.value
        place = {"tr": 0, "translate": 1}.get(_called(node))
        if place is not None and len(node.args) > place:
            argument = node.args[place]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _best_for(tree: ast.AST) -> Iterator[str]:
    """What models and shapes are best for: the last text of each entry, and no model's own name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].isupper():
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from (text for text in texts[2 if node.func.id == "Model" else 1 :] if " " in text)


def _sentences(tree: ast.AST) -> Iterator[str]:
    """Texts and f-strings that read like sentences, without docstrings and what no window shows."""
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    comments.update(id(part) for unseen in _unseen(tree) for part in ast.walk(unseen))
    rules = {id(rule) for rule in _rules(tree)}
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in comments:
            continue
        text = _text(node) if id(node) not in within else None
        if text is not None and (_SENTENCE.match(text) or id(node) in rules):
            yield text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return _template(node)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _rules(tree: ast.AST) -> Iterator[ast.AST]:
    """What a value must be, as ``RuleBroken`` is given it, and the sentence that it ends; what mends an export."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "RuleBroken" and len(node.args) == 3:
            yield node.args[2]
        elif isinstance(node, ast.Call) and _called(node) == "Fix" and len(node.args) > 1:
            yield node.args[1]
        elif isinstance(node, ast.ClassDef) and node.name == "RuleBroken":
            yield from (part for part in ast.walk(node) if isinstance(part, ast.JoinedStr))


def _styles(file: Path) -> Iterator[str]:
    """Names and descriptions of the built-in styles."""
    if file.exists():
        for style in tomllib.loads(file.read_text(encoding="utf-8"))["style"]:
            yield style["name"]
            yield style["description"]


def _errors(tree: ast.AST) -> Iterator[ast.AST]:
    """What the window itself raises in the artist's words, as the layers below do."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call() as error) if not hasattr(builtins, _called(error)):
                yield error
            case ast.ClassDef(bases=[ast.Name(id="StudioError")]):
                yield node


def _unseen(tree: ast.AST) -> Iterator[ast.AST]:
    """A terminal's help, and what files say about themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in _TERMINAL:
            yield node
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in _IN_FILES:
                    yield value


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _template(node: ast.JoinedStr) -> str:
    """The f-string with ``{0}``, ``{1}`` … for its values; the same value has the same number."""
    numbers: dict[str, int] = {}
    text = ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{numbers.setdefault(ast.dump(part), len(numbers))}}}"
    return text


def compare(code: str, found: Gathered) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What the catalogue lacks, and what is in it that nobody says any more: lists by part."""
    kept = read(code)
    lacks = {part: sorted(key for key in getattr(found, part) if not kept[part].get(key)) for part in kept}
    spare = {part: sorted(key for key in kept[part] if plain(key) not in getattr(found, part)) for part in kept}
    return lacks, spare


def plain(key: str) -> str:
    """A key without its context."""
    context, bar, text = key.partition("|")
    return text if bar and context.isidentifier() else key


def read(code: str) -> dict[str, dict[str, str]]:
    file = LANGUAGES / f"{code}.json"
    if not file.exists():
        return {"words": {}, "sentences": {}}
    loaded: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def update(code: str, found: Gathered) -> None:
    kept = read(code)
    changed = {}
    for part, old in kept.items():
        wanted = getattr(found, part)
        contexts = {key: value for key, value in old.items() if key not in wanted and plain(key) in wanted}
        changed[part] = dict(sorted({**{key: old.get(key, "") for key in wanted}, **contexts}.items()))
    LANGUAGES.mkdir(parents=True, exist_ok=True)
    text = json.dumps(changed, ensure_ascii=False, indent=1) + "\n"
    (LANGUAGES / f"{code}.json").write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="?", default="de")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    found = gather()
    if options.update:
        update(options.language, found)
    lacks, spare = compare(options.language, found)
    for part in lacks:
        total = len(getattr(found, part))
        print(f"{part}: {total} in the source, {len(lacks[part])} not translated, {len(spare[part])} too many")
        for key in lacks[part]:
            print(f"  lacks: {key}")
        for key in spare[part]:
            print(f"  spare: {key}")
    return 1 if any(lacks.values()) or any(spare.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
