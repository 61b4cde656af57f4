"""What an action of a tab is: a row of data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TabAction:
    """One action.

    Attributes:
        name: the object name, and the name of the method that does it.
        short: the text of a button, where that is another one.
        whole: the text where neither menu nor button stands around it, where that is another one.
        tip: what it does, for the tooltip; the keys are added.
        keys: heard in the whole window while the tab shows.
        here: the keys are heard only while the view itself has the focus: letters, digits, and what means
            something else in a field or a list.
        switch: it is an on-off switch.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    here: bool = False
    switch: bool = False
    short: str = ""
    whole: str = ""
