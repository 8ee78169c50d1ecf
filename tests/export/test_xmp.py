"""A keyword goes into an XMP packet; lxml and rdflib read it back, and find everything else unchanged."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from handful.export.xmp import OURS, Keyword, XmpError, keywords, with_keyword

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
FOREIGN = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<!-- made by another program -->
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <r:Description r:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmp:Rating="4" crs:Exposure="+0.50">
   <d:subject><r:Bag><r:li>holiday</r:li><r:li>Anna &amp; Ben</r:li></r:Bag></d:subject>
   <d:title><r:Alt><r:li xml:lang="x-default">On the beach</r:li></r:Alt></d:title>
   <crs:ToneCurve><r:Seq><r:li>0, 0</r:li><r:li>255, 255</r:li></r:Seq></crs:ToneCurve>
  </r:Description>
 </r:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def by_lxml(packet: bytes) -> list[str]:
    return [e.text for e in etree.fromstring(packet).iterfind(".//dc:subject/rdf:Bag/rdf:li", NAMES)]


def by_rdflib(packet: bytes) -> list[str]:
    root = etree.fromstring(packet).find(".//rdf:RDF", NAMES)
    graph = rdflib.Graph().parse(data=etree.tostring(root), format="xml", publicID="urn:picture")
    dc = rdflib.Namespace(NAMES["dc"])
    bags = list(graph.objects(None, dc.subject))
    assert len(bags) == 1
    return sorted(str(o) for _, p, o in graph.triples((bags[0], None, None)) if "#_" in str(p))


def everything_else(packet: bytes) -> list[object]:
    """Elements, attributes and texts that are neither keywords nor Handful's own."""
    kept = []
    for element in etree.fromstring(packet).iter(etree.Element):
        ours = element.tag.startswith(f"{{{OURS}}}")
        if (
            not ours
            and element.getparent() is not None
            and "subject" not in element.getroottree().getpath(element)
        ):
            kept.append((element.tag, dict(element.attrib), (element.text or "").strip()))
    return kept


def test_a_new_packet_holds_the_keyword_and_where_it_came_from():
    packet = with_keyword(
        None, Keyword(name="cat", source="model", confidence=0.875, score=0.5, model_hash="ab")
    )
    assert by_lxml(packet) == by_rdflib(packet) == ["cat"]
    root = etree.fromstring(packet)
    said = {e.tag.split("}")[1]: e.text for e in root.iter(f"{{{OURS}}}*")}
    assert said == {
        "keyword": "cat",
        "source": "model",
        "confidence": "0.875000",
        "score": "0.500000",
        "modelHash": "ab",
    }


def test_a_foreign_packet_keeps_all_that_it_said():
    packet = with_keyword(FOREIGN, Keyword(name="dog", source="person"))
    assert by_lxml(packet) == ["holiday", "Anna & Ben", "dog"]
    assert by_rdflib(packet) == ["Anna & Ben", "dog", "holiday"]
    assert everything_else(packet) == everything_else(FOREIGN)
    assert b"made by another program" in packet
    assert packet.count(b"<?xpacket") == 2


def test_a_changed_label_takes_the_place_of_the_old_one_and_nothing_else_goes():
    once = with_keyword(FOREIGN, Keyword(name="dog", source="model", confidence=0.5))
    twice = with_keyword(once, Keyword(name="cat", source="person"))
    assert by_lxml(twice) == ["holiday", "Anna & Ben", "cat"]
    assert b"confidence" not in twice
    assert by_lxml(with_keyword(twice, Keyword(name=None, source="person"))) == ["holiday", "Anna & Ben"]


def test_a_keyword_that_another_program_wrote_is_never_taken_away():
    once = with_keyword(FOREIGN, Keyword(name="holiday", source="person"))
    assert by_lxml(once) == ["holiday", "Anna & Ben"]
    assert by_lxml(with_keyword(once, Keyword(name="work", source="person"))) == [
        "holiday",
        "Anna & Ben",
        "work",
    ]


def test_the_same_label_again_changes_nothing():
    once = with_keyword(FOREIGN, Keyword(name="dog", source="person"))
    assert with_keyword(once, Keyword(name="dog", source="person")) == once


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (b"", "damaged"),
        (b"<x:xmpmeta", "damaged"),
        (b"\xff\xd8\xff\xe0 a picture", "damaged"),
        (b"<html/>", "no XMP"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "entities"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "entities"),
        (FOREIGN.replace(b"<r:Bag><r:li>holiday", b"<r:Bag/><r:Bag><r:li>holiday"), "no list"),
        (FOREIGN.replace(b'xmp:Rating="4"', b'd:subject="a, b"'), "no list"),
        (b" " * (4 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_what_cannot_be_amended_without_harm_is_refused_with_the_reason(packet, reason):
    with pytest.raises(XmpError, match=reason):
        with_keyword(packet, Keyword(name="dog", source="person"))


def test_a_packet_in_another_encoding_is_understood():
    text = FOREIGN.decode().removeprefix('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n')
    packet = with_keyword(text.encode("utf-16"), Keyword(name="dog", source="person"))
    assert by_lxml(packet) == ["holiday", "Anna & Ben", "dog"]


NAME = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(NAME, NAME)
@settings(deadline=None)
def test_any_names_of_classes_go_in_and_out_again_or_are_refused(first, second):
    try:
        packet = with_keyword(
            with_keyword(FOREIGN, Keyword(name=first, source="person")), Keyword(name=second, source="model")
        )
    except XmpError:
        return  # characters that XML cannot hold
    assert by_lxml(packet)[:2] == ["holiday", "Anna & Ben"]
    assert list(keywords(packet)) == by_lxml(packet)
    assert len(by_lxml(packet)) <= 3
    assert everything_else(packet) == everything_else(FOREIGN)
