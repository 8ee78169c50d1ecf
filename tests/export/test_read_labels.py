"""Tables of labels are understood whoever wrote them, and a proposal of the app is no label."""

import pytest

from handful.export import labels_of, write_labels_csv
from handful.export.read_labels import GivenLabel, LabelsError, read_labels
from tests.export.answering import answered_project


def read(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "labels.csv"
    file.write_text(text, encoding=encoding, newline="")
    return read_labels(file)


@pytest.mark.parametrize(
    "text",
    [
        "path,label\na.jpg,cat\n",
        "Filename;Class\r\na.jpg;cat\r\n",
        "id\timage\tcategory\n7\ta.jpg\tcat\n\n",
        'label,file\n"cat",a.jpg\n',
    ],
)
def test_the_usual_tables_are_understood(tmp_path, text):
    assert read(tmp_path, text) == (GivenLabel(("a.jpg",), "cat"),)


def test_the_mark_of_a_spreadsheets_utf8_is_no_part_of_a_name(tmp_path):
    assert read(tmp_path, "path,label\na.jpg,고양이\n", "utf-8-sig") == (GivenLabel(("a.jpg",), "고양이"),)


def test_what_handful_wrote_comes_back_as_it_was(tmp_path):
    project = answered_project(tmp_path / "photos", names=("=cat", "dog, hound"))
    write_labels_csv(labels_of(project), ["=cat", "dog, hound"], tmp_path / "labels.csv")
    given = read_labels(tmp_path / "labels.csv")
    assert [(g.label, g.unknown) for g in given] == [
        ("=cat", False),
        ("dog, hound", False),
        (None, False),
        (None, True),
        (None, False),
        (None, False),
        (None, False),
    ]
    assert given[2].reason == "it is a proposal of the app, no label of a person"
    assert given[5].reason == "it has no label"
    assert given[0].paths == (str(tmp_path / "photos" / "1.png"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "needs a column"),
        (b"a,b\n1,2\n", "needs a column"),
        (b"path,label\n\xff\xfe,cat\n", "no table in UTF-8"),
        (b'path,label\n"' + b"x" * 200_000, "no table"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no table"),
    ],
)
def test_what_is_no_table_of_labels_is_refused_in_words(tmp_path, data, words):
    (tmp_path / "labels.csv").write_bytes(data)
    with pytest.raises(LabelsError, match=words):
        read_labels(tmp_path / "labels.csv")
