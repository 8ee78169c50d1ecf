"""Finds every text for people in the source, brings the .ts files up to date, and compiles them to .qm.

Run by `make translations`. Qt's own lupdate reads Python, but it follows no constant that names a context and
knows nothing of `Message`, so that half of the texts would be found by it and half by something else; here
all are found in one way, by reading the syntax tree:

    self.tr("text")                                in class C: context C
    QCoreApplication.translate(CONTEXT, "text")    the context that the literal or the module's constant names
    _tr("text")                                    the context in the module's CONTEXT or _CONTEXT
    Message("text")                                context "Messages", looked up by handful.ui.speech

New texts come in unfinished, texts that are gone go, and a text that another context has translated already
is proposed. Standard library only, but for PySide6's lrelease.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "app" / "handful"
FOLDER: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = ("ko",)
MESSAGES: Final = "Messages"
CONSTANTS: Final = ("CONTEXT", "_CONTEXT")

Text = tuple[str, str]
"""Context and English text."""


class NotLiteralError(ValueError):
    """A text for people that is not written out where it is said, so that nobody can translate it."""


@dataclass
class _Reader(ast.NodeVisitor):
    """Walks one module and collects its texts."""

    file: Path
    constants: dict[str, str] = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    texts: set[Text] = field(default_factory=set)

    def visit_Module(self, node: ast.Module) -> None:
        for each in node.body:
            target = each.targets[0] if isinstance(each, ast.Assign) else getattr(each, "target", None)
            value = getattr(each, "value", None)
            if (
                isinstance(target, ast.Name)
                and isinstance(value, ast.Constant)
                and isinstance(value.value, str)
            ):
                self.constants[target.id] = value.value
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Attribute(attr="tr", value=ast.Name(id="self")):
                self._take(self.classes[-1], node, node.args[0])
            case ast.Attribute(attr="translate", value=ast.Name(id="QCoreApplication")):
                if not isinstance(node.args[1], ast.Name | ast.Attribute):  # those look up what others wrote
                    self._take(self._context(node.args[0]), node, node.args[1])
            case ast.Name(id="_tr"):
                named = [self.constants[name] for name in CONSTANTS if name in self.constants]
                self._take(named[0] if named else "", node, node.args[0])
            case ast.Name(id="Message"):
                self._take(MESSAGES, node, node.args[0])
        self.generic_visit(node)

    def _context(self, node: ast.expr) -> str:
        return self.constants.get(node.id, "") if isinstance(node, ast.Name) else ast.literal_eval(node)

    def _take(self, context: str, call: ast.Call, node: ast.expr) -> None:
        if not context or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise NotLiteralError(f"{self.file}:{call.lineno}: the text, or its context, is not a literal")
        self.texts.add((context, node.value))


def texts_in_source(folder: Path = SOURCE) -> set[Text]:
    """Every text for people. Raises NotLiteralError with file and line."""
    found: set[Text] = set()
    for file in sorted(folder.rglob("*.py")):
        reader = _Reader(file)
        reader.visit(ast.parse(file.read_text(encoding="utf-8")))
        found |= reader.texts
    return found


def read_ts(file: Path) -> dict[Text, str]:
    """The finished translations in a .ts file; none where there is no file."""
    if not file.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in ET.parse(file).iter("context")
        for message in context.iter("message")
        if message.find("translation[@type]") is None
    }


def write_ts(file: Path, language: str, texts: set[Text], known: dict[Text, str]) -> list[Text]:
    """Write all texts with what is known of them; returns those that are not translated."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    anywhere = {source: translation for (_, source), translation in known.items() if translation}
    missing: list[Text] = []
    for name in sorted({context for context, _ in texts}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source in sorted(source for at, source in texts if at == name):
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation")
            translation.text = known.get((name, source)) or anywhere.get(source)
            if not known.get((name, source)):
                translation.set("type", "unfinished")
                missing.append((name, source))
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return missing


def compile_ts(file: Path, to: Path) -> None:
    """Make a .qm of it. Raises CalledProcessError, and FileNotFoundError where Qt's tools are missing."""
    lrelease = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    if lrelease is None:
        raise FileNotFoundError(
            "there is no pyside6-lrelease beside this Python; run `make test` to set it up"
        )
    subprocess.run([lrelease, "-silent", file, "-qm", to], check=True)


def main() -> Iterator[str]:
    """What was done, in lines; a text that waits for its translation is one of them."""
    texts = texts_in_source()
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        file = FOLDER / f"handful_{language}.ts"
        missing = write_ts(file, language, texts, read_ts(file))
        compile_ts(file, file.with_suffix(".qm"))
        yield f"{language}: {len(texts)} texts, {len(missing)} to translate"
        yield from (f"  {context}: {source}" for context, source in missing)


if __name__ == "__main__":
    print("\n".join(main()))
