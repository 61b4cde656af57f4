"""What words are in which pipelines, in memory: an answer to every key stroke within a few milliseconds.

Each pipeline has one text with its name, its id, and what few others have: a path, a label. What many share
(an algorithm, ``level=9``) is kept once, with the pipelines that have it. A hundred thousand pipelines with
four stages and twelve parameters each take 15 MB.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.masks import Mask, both, either, marked, packed, unpacked
from pipeline_browser.model.pipelines.listing.places import Places

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline_browser.model.pipelines.listing.handles import Handles
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.model.pipelines.reading import Handle

MANY = 50  # the part of all pipelines, from which on a bit for each takes less room than a list
_KEPT_ANSWERS = 8
_FEW = 4  # the part of all pipelines, below which only those that have the other words are looked at


class SearchIndex:
    """Finds words. Used by one thread at a time.

    Attributes:
        stamp: of the moment that it was read at.
    """

    def __init__(
        self, handles: Sequence[Handle], texts: list[str], shared: Mapping[str, array[int]], stamp: Stamp
    ) -> None:
        """Take what was read.

        Args:
            texts: one for each handle, folded, its parts separated by line ends.
            shared: folded texts with the numbers of the pipelines that have them.
        """
        self.stamp = stamp
        self._texts = texts
        self._places = Places(handles)
        self._few = {text: numbers for text, numbers in shared.items() if len(numbers) * MANY < len(texts)}
        dense = (text for text in shared if text not in self._few)
        self._many = {text: packed(shared[text], len(texts)) for text in dense}
        self._size = len(texts)  # the numbers that the shared texts know
        self._replaced: set[int] = set()  # whose text holds everything, the shared ones too
        self._answers: dict[str, Mask] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def places(self, handles: Handles) -> array[int]:
        """Return the number that each handle has here; one more than all where it is not known."""
        return self._places.of(handles, missing=len(self._texts))

    def matching(self, words: Iterable[str]) -> Mask:
        """Return which pipelines hold all of the folded words, by number; one byte more for unknown ones."""
        mask: Mask | None = None
        for word in words:
            mask = self._holding(word) if mask is None else self._narrowed(mask, word)
        return (bytes([1]) * len(self._texts) if mask is None else mask) + b"\0"

    def replace(self, handle: Handle, text: str) -> None:
        """Take another text, with everything that the pipeline holds; empty for one that is gone."""
        number = self._places.number(handle)
        if number is None:
            number = len(self._texts)
            self._places.add(handle, number)
            self._texts.append("")
        self._texts[number] = text
        self._replaced.add(number)
        self._answers.clear()

    def _narrowed(self, mask: Mask, word: str) -> Mask:
        """Return those of the mask that hold another word, too."""
        found = mask.count(1)
        if word in self._answers or found * _FEW > len(mask):
            return both(mask, self._holding(word))
        shared = self._sharing(word)
        texts = self._texts
        numbers = compress(range(len(mask)), mask)
        return bytes(marked((n for n in numbers if shared[n] or word in texts[n]), len(mask)))

    def _holding(self, word: str) -> Mask:
        """Return which pipelines hold a word."""
        known = self._answers.get(word)
        if known is None:
            own = bytes([word in text for text in self._texts])
            known = own if own.count(1) == len(own) else either(own, self._sharing(word))
            if len(self._answers) >= _KEPT_ANSWERS:
                del self._answers[next(iter(self._answers))]
            self._answers[word] = known
        return known

    def _sharing(self, word: str) -> Mask:
        """Return which pipelines hold a word in what they share with others."""
        bits = 0
        for text, some in self._many.items():
            if word in text:
                bits |= some
        mask = bytearray(unpacked(bits, self._size))
        for text, numbers in self._few.items():
            if word in text:
                for number in numbers:
                    mask[number] = 1
        mask += bytes(len(self._texts) - self._size)
        for number in self._replaced:
            mask[number] = 0
        return bytes(mask)
