"""Keywords in an XMP packet: puts one class into `dc:subject` and leaves everything else as it is.

Works on bytes; opens no file. What Handful wrote is remembered in the packet itself, so that a changed label
takes the place of the old one and a keyword of someone else is never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from handful.message import Message
from handful.project.naming import tidy_class_name

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC: Final = "http://purl.org/dc/elements/1.1/"
XMLNS: Final = "http://www.w3.org/2000/xmlns/"
OURS: Final = "urn:x-handful:labels/"
MAX_BYTES: Final = 4 * 1024 * 1024
_NEW: Final = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about=""/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


class XmpError(ValueError):
    """A packet that cannot be changed without harm; the message is the reason in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A class as a keyword, None for "none of these classes", and where the answer came from."""

    name: str | None
    source: str
    confidence: float | None = None
    score: float | None = None
    model_hash: str | None = None


def with_keyword(packet: bytes | None, keyword: Keyword) -> bytes:
    """The packet with the keyword; None makes a new one.

    The keyword that Handful put there before goes, where it is another. Raises XmpError where the packet is
    damaged, declares entities, or holds its keywords in a way that XMP does not allow.
    """
    document = _parsed(packet)
    said = _nodes(document)
    home = _description(document)
    name = tidy_class_name(keyword.name) if keyword.name is not None else None
    before = _take_ours(document)
    words = list(_words(document))
    if before is not None and before != name:
        for item in [each for each in words if _text(each) == before]:
            _remove(item)
    added = name is not None and all(_text(each) != name for each in words)
    if added:
        _append(document, home, name or "")
    if added or (before == name and name is not None):
        _set_ours(document, home, "keyword", name or "")
    _set_provenance(document, home, keyword)
    if packet is not None and _nodes(document) == said:
        return packet
    written = _written(document)
    if _nodes(_parsed(written)) != _nodes(document):
        raise XmpError(Message("its sidecar cannot be amended without harm, and is left as it is"))
    return written


def keywords(packet: bytes) -> tuple[str, ...]:
    """What stands in `dc:subject`. Raises XmpError."""
    return tuple(_text(item) for item in _words(_parsed(packet)))


def _parsed(packet: bytes | None) -> minidom.Document:
    data = _NEW.encode() if packet is None else packet
    if len(data) > MAX_BYTES:
        raise XmpError(Message("its sidecar is too large"))
    if re.search(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", data):
        raise XmpError(Message("its sidecar declares entities, and is left as it is"))
    try:
        return minidom.parseString(data)
    except (ExpatError, ValueError, LookupError) as error:
        raise XmpError(Message("its sidecar is damaged, and is left as it is")) from error


def _description(document: minidom.Document) -> minidom.Element:
    """The first description; made where the packet has none."""
    for root in document.getElementsByTagNameNS(RDF, "RDF"):
        for child in _elements(root):
            if child.namespaceURI == RDF and child.localName == "Description":
                return child
        made = document.createElementNS(RDF, _qualified(root, RDF, "Description"))
        made.setAttributeNS(RDF, _qualified(root, RDF, "about"), "")
        root.appendChild(made)
        return made
    raise XmpError(Message("its sidecar is no XMP, and is left as it is"))


def _words(document: minidom.Document) -> Iterator[minidom.Element]:
    """The items of every `dc:subject` of a description."""
    for description in document.getElementsByTagNameNS(RDF, "Description"):
        if description.hasAttributeNS(DC, "subject"):
            raise XmpError(Message("the keywords in its sidecar are no list, and are left as they are"))
    for subject in document.getElementsByTagNameNS(DC, "subject"):
        bags = [each for each in _elements(subject) if each.namespaceURI == RDF]
        if len(bags) != 1:
            raise XmpError(Message("the keywords in its sidecar are no list, and are left as they are"))
        yield from (each for each in _elements(bags[0]) if each.localName == "li")


def _append(document: minidom.Document, home: minidom.Element, name: str) -> None:
    subjects = document.getElementsByTagNameNS(DC, "subject")
    if subjects:
        bag = next(each for each in _elements(subjects[0]) if each.namespaceURI == RDF)
    else:
        subject = document.createElementNS(DC, _qualified(home, DC, "subject", "dc"))
        bag = document.createElementNS(RDF, _qualified(home, RDF, "Bag"))
        subject.appendChild(bag)
        home.appendChild(subject)
    item = document.createElementNS(RDF, _qualified(bag if subjects else home, RDF, "li"))
    item.appendChild(document.createTextNode(name))
    bag.appendChild(item)


def _set_provenance(document: minidom.Document, home: minidom.Element, keyword: Keyword) -> None:
    _set_ours(document, home, "source", keyword.source)
    if keyword.name is None:
        _set_ours(document, home, "unknown", "True")
    for field, value in (("confidence", keyword.confidence), ("score", keyword.score)):
        if value is not None:
            _set_ours(document, home, field, f"{value:.6f}")
    if keyword.model_hash is not None:
        _set_ours(document, home, "modelHash", keyword.model_hash)


def _set_ours(document: minidom.Document, home: minidom.Element, field: str, value: str) -> None:
    element = document.createElementNS(OURS, _qualified(home, OURS, field, "handful"))
    element.appendChild(document.createTextNode(value))
    home.appendChild(element)


def _take_ours(document: minidom.Document) -> str | None:
    """Take away what Handful noted before; returns the keyword that it had added."""
    before = None
    for element in list(document.getElementsByTagNameNS(OURS, "*")):
        if element.localName == "keyword":
            before = _text(element)
        _remove(element)
    return before


def _qualified(at: minidom.Element, namespace: str, name: str, wish: str = "rdf") -> str:
    """The name with the prefix that means `namespace` here; where none does, one is declared at `at`."""
    node: object = at
    hidden = set[str]()
    while isinstance(node, minidom.Element):
        for attribute in node.attributes.values():
            if attribute.namespaceURI == XMLNS and attribute.prefix == "xmlns":
                if attribute.value == namespace and attribute.localName not in hidden:
                    return f"{attribute.localName}:{name}"
                hidden.add(attribute.localName)
        node = node.parentNode
    prefix, number = wish, 1
    while prefix in hidden:
        number += 1
        prefix = f"{wish}{number}"
    at.setAttributeNS(XMLNS, f"xmlns:{prefix}", namespace)
    return f"{prefix}:{name}"


def _elements(parent: minidom.Element) -> list[minidom.Element]:
    return [each for each in parent.childNodes if isinstance(each, minidom.Element)]


def _text(element: minidom.Element) -> str:
    return "".join(each.data for each in element.childNodes if isinstance(each, minidom.Text))


def _remove(element: minidom.Element) -> None:
    if element.parentNode is not None:
        element.parentNode.removeChild(element)


def _written(document: minidom.Document) -> bytes:
    """In UTF-8, node by node: minidom would put an XML declaration before a packet that has none."""
    return "\n".join(node.toxml() for node in document.childNodes).encode("utf-8") + b"\n"


def _nodes(document: minidom.Document) -> list[object]:
    """All that a packet says, without how it is written: to see that writing it changed nothing."""
    said: list[object] = []
    for element in document.getElementsByTagName("*"):
        attributes = sorted((a.namespaceURI or "", a.localName, a.value) for a in element.attributes.values())
        said.append((element.namespaceURI, element.localName, attributes, _text(element)))
    return said
