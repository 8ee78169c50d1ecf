import copy
import pickle

import pytest

from handful.message import Message, said

TEMPLATE = "the file has {size:.1f} GB; {why}"


def test_a_message_is_its_english_text_and_remembers_how_it_was_made():
    message = Message(TEMPLATE, size=1.25, why=Message("too large"))
    assert message == "the file has 1.2 GB; too large"
    assert (message.template, message.values) == (TEMPLATE, {"size": 1.25, "why": "too large"})
    assert Message("100 % {braces}") == "100 % {braces}"


@pytest.mark.parametrize("through", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_message_stays_one_when_it_is_copied(through):
    message = through(Message(TEMPLATE, size=2.0, why="no"))
    assert (message.template, message.values) == (TEMPLATE, {"size": 2.0, "why": "no"})


def test_a_message_that_was_written_down_is_the_same_when_it_is_read():
    message = Message(TEMPLATE, size=2.5, why="no")
    again = Message.recalled(message.kept())
    assert again == message
    assert (again.template, again.values) == (message.template, message.values)
    assert Message("plain").kept() == "plain"


@pytest.mark.parametrize(
    "text",
    ["", "no message", "\x1f", "\x1f[", "\x1f[1, 2, 3]", '\x1f["text", "template"]', "\x1f" + "[" * 100_000],
)
def test_text_that_is_no_message_is_recalled_as_it_is(text):
    assert Message.recalled(text) == text
    assert Message.recalled(text).values == {}


def test_a_template_from_a_file_is_never_formatted():
    hostile = Message("{n:>9999999999}").template
    kept = '\x1f["text", "' + hostile + '", {"n": 1}]'
    assert Message.recalled(kept) == "text"


def test_an_error_says_the_message_it_was_raised_with():
    message = Message("there is no {what}", what="cat")
    assert said(ValueError(message)) is message
    assert said(ValueError("plain")) == "plain"
    assert said(KeyError()) == "KeyError"
