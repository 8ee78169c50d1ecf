"""What every source file keeps to: sizes, docstrings, and nothing that unpickles."""

import ast

import pytest

from tests.architecture.source import APP, ROOMS, ROOT, imported_modules, modules_of, parsed

FILE_LINES = 400
WINDOW_LINES = 300
FUNCTION_LINES = 40
FOLDERS = (APP, ROOT / "tests", ROOT / "packaging")
UNPICKLERS = {
    "pickle",
    "cPickle",
    "_pickle",
    "dill",
    "cloudpickle",
    "joblib",
    "shelve",
    "marshal",
    "jsonpickle",
}

SOURCES = [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]


def relative(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def test_every_file_stays_readable_in_one_sitting():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    long = [f"{path.relative_to(ROOT)}: {n} lines" for path, n in lines.items() if n > FILE_LINES]
    assert not long, "\n".join(long)


def test_the_main_window_only_assembles_and_connects():
    lines = len((APP / "ui" / "main_window.py").read_text(encoding="utf-8").splitlines())
    assert lines < WINDOW_LINES


def function_lines(path, function):
    """Lines of a function; where the command line is declared, without the options in its signature."""
    first = function.body[0].lineno if path.is_relative_to(APP / "cli") else function.lineno
    return function.end_lineno - first + 1


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {function_lines(path, node)} lines"
        for path in SOURCES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and function_lines(path, node) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for(room):
    assert ast.get_docstring(parsed(APP / room / "__init__.py"))


def test_every_module_opens_with_what_it_owns():
    silent = [path for path in APP.rglob("*.py") if not ast.get_docstring(parsed(path))]
    assert not silent, relative(silent)


def test_nothing_in_the_app_imports_a_library_that_unpickles():
    for path in APP.rglob("*.py"):
        assert not {name.partition(".")[0] for name in imported_modules(path)} & UNPICKLERS, path


def test_nothing_in_the_app_calls_a_function_that_unpickles():
    for path in APP.rglob("*.py"):
        assert not list(unpickling_calls(parsed(path))), path


@pytest.mark.parametrize(
    "source",
    [
        "torch.load(path)",
        "np.load(path, allow_pickle=True)",
        "torch.save(x, path)",
        "pandas.read_pickle(path)",
    ],
)
def test_the_search_for_unpickling_calls_finds(source):
    assert list(unpickling_calls(ast.parse(source)))


@pytest.mark.parametrize("source", ["np.load(path, allow_pickle=False)", "json.load(file)"])
def test_the_search_for_unpickling_calls_lets_pass(source):
    assert not list(unpickling_calls(ast.parse(source)))


def unpickling_calls(tree):
    """`torch.load` and its like by their last two names, and every `allow_pickle` but False."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name.endswith(("torch.load", "torch.save", "read_pickle", "to_pickle")):
            yield name
        for keyword in node.keywords:
            is_false = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            if keyword.arg == "allow_pickle" and not is_false:
                yield name


def test_every_reading_of_numpy_files_refuses_pickles_in_so_many_words():
    for path in modules_of("training") + modules_of("images") + modules_of("fewshot") + modules_of("demo"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("np.load", "numpy.load"):
                assert "allow_pickle" in {keyword.arg for keyword in node.keywords}, path
