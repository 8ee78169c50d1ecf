"""A person who knows what each picture shows, and sorts a heap by the keyboard alone."""

from contextlib import suppress
from pathlib import Path

from pytestqt.exceptions import TimeoutError

from tests.journeys.heap import Heap
from tests.journeys.person import Person

SOON_MS, LATE_MS = 15_000, 150_000
STEADY = 10  # answers in a row
AT_ONCE = 10  # decisions made without looking up
PACE_MS = "40"
FORMS = ("csv", "json", "imagefolder", "yolo", "coco", "xmp")


class Sorter:
    """`decided`: name -> class of every picture that was decided on, by the keys pressed. None: unknown."""

    def __init__(self, person: Person, heap: Heap) -> None:
        self.person, self.heap = person, heap
        self.decided: dict[str, str | None] = {}

    def until(self, holds, *, timeout_ms: int = SOON_MS) -> None:
        """Wait for something to be so."""
        self.person.wait_until(holds, timeout=timeout_ms)

    def until_told(self, ask: str, wanted) -> None:
        """Wait for an answer of the app."""
        self.until(lambda: self.person.tell(ask) == wanted)

    def steady(self, ask: str):
        """An answer of the app that no longer changes: what was just opened may still be laid out."""
        seen: list[object] = []

        def is_steady() -> bool:
            seen.append(self.person.tell(ask))
            return len(seen) > STEADY and all(each == seen[-1] for each in seen[-STEADY:])

        self.until(is_steady)
        return seen[-1]

    def press(self, *keys: str) -> None:
        """Keys one after the other."""
        self.person.xdotool("key", "--delay", PACE_MS, *keys)

    # -- files

    def add_folder(self, folder: Path) -> None:
        """File > Add folder, by its keys, and the folder's path."""
        self.press("ctrl+shift+i")
        self.answer_dialog("Add a folder", folder)

    def type_path(self, path: Path) -> None:
        """More slowly where a key went astray: the dialog completes names while it is typed in."""
        for delay_ms in ("5", "30", "60"):
            self.press("ctrl+a")
            self.person.xdotool("type", "--delay", delay_ms, str(path))
            with suppress(TimeoutError):
                return self.until_told("typed", str(path))
        return self.until_told("typed", str(path))

    def answer_dialog(self, title: str, path: Path) -> None:
        """Type a path into the file dialog that opens."""
        self.until(lambda: (self.person.tell("focus") or [""])[0] == title)
        self.type_path(path)
        self.press("Return")
        self.until(lambda: self.person.tell("window").endswith("Handful"))

    def wait_for_answers(self, n_examples: int, n_pictures: int) -> None:
        """Until everything is there and classified."""
        wanted = [n_examples, n_pictures, n_pictures]
        self.until(lambda: self.person.tell("numbers") == wanted, timeout_ms=LATE_MS)
        self.wait_for_rest()

    def wait_for_rest(self) -> None:
        """Until nothing is read or classified."""
        self.until(lambda: not self.person.tell("busy"), timeout_ms=LATE_MS)

    def export(self, form: str, place: Path | None) -> None:
        """File > Export labels, the form by its place in the list, and where to."""
        self.press("ctrl+e")
        self.until_told("window", "Export labels")
        self.press(*["Down"] * FORMS.index(form), "Return")
        if place is not None:
            title = "Export the labels" if place.suffix else "Choose a folder; a new one is made in it"
            self.answer_dialog(title, place)

    # -- arranging

    def choose_in_menu(self, key: str, line: str) -> None:
        """Open a menu by its key and walk down to a line."""
        self.press(key)
        self.until_told("menu", None)
        for _ in range(12):
            self.press("Down")
            if self.person.tell("menu") == line:
                break
        assert self.person.tell("menu") == line
        self.press("Return")
        self.until_told("menu", None)

    def command(self, words: str) -> None:
        """By the palette."""
        self.press("ctrl+k")
        self.until(lambda: self.person.tell("focus")[2] == "QLineEdit")
        self.person.xdotool("type", "--delay", "15", words)
        self.press("Return")

    def search(self, text: str) -> None:
        """Names with this text, and the keyboard back among the pictures."""
        self.press("slash")
        self.until(lambda: self.person.tell("focus")[1] == "Search names")
        self.person.xdotool("type", "--delay", "15", text)
        self.press("Return")
        self.until(lambda: self.person.tell("focus")[1] == "Pictures to sort")

    # -- deciding

    def accept_above(self, percent: int) -> int:
        """Open the bar, go down to this level by arrows and pages, accept; returns how many were accepted."""
        self.press("ctrl+Return")
        self.until(lambda: self.person.tell("accept") is not None)
        while (level := self.person.tell("accept")[0]) > percent:
            self.press("Next" if level - percent >= 10 else "Left")
        level, number, words = self.person.tell("accept")
        assert level == percent
        assert words.startswith(f"{number} of ")
        return self.accepted_by(lambda: self.press("Return"), number)

    def accepted_by(self, act, number: int) -> int:
        """Accept what the bar offers, by a key or a click; what changed is what was proposed."""
        before = self.person.tell("project")["pictures"]
        act()
        self.until_told("accept", None)
        after = self.person.tell("project")["pictures"]
        accepted = [name for name, was in before.items() if was["label"] != after[name]["label"]]
        assert all(after[name]["label"] == before[name]["proposal"] for name in accepted)
        assert len(accepted) == number
        self.decided |= {name: self.heard(after[name]["label"]) for name in accepted}
        return number

    def decide(self, *, number: int | None = None) -> list[str]:
        """Decide on the pictures that are shown, from the selected one on; returns their names."""
        [here] = self.person.tell("selected")
        pictures, shown = self.person.tell("project")["pictures"], self.person.tell("shown")
        first = shown.index(here)
        names = shown[first : first + number] if number is not None else shown[first:]
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            self.press(*[self.key_for(name, pictures[name]["proposal"]) for name in some])
            self.decided |= {name: self.heap.truth[name] for name in some}
            self.until(lambda some=some: self.are_decided(some))
        return names

    def are_decided(self, names: list[str]) -> bool:
        """Whether the app holds what was decided."""
        pictures = self.person.tell("project")["pictures"]
        labels = [pictures[name]["label"] for name in names]
        if any(label is None for label in labels):
            return False
        assert [self.heard(label) for label in labels] == [self.decided[name] for name in names]
        return True

    def key_for(self, name: str, prediction: str) -> str:
        """Enter where the app is right, U where it is none of the classes, else the digit of the class."""
        shows = self.heap.truth[name]
        if self.heard(prediction) == shows:
            return "Return"
        return "u" if shows is None else str((self.heap.names.index(shows) + 1) % 10)

    @staticmethod
    def heard(label: str | None) -> str | None:
        """As the truth says it."""
        return None if label == "unknown" else label
