"""The small parts of an SVG document: numbers, paths, icons, signs, styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import BoxKind, Mark, State
from pipeline_browser.diagram.notation import STATE_SIGNS, corners

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Route
    from pipeline_browser.diagram.notation import Sign
    from pipeline_browser.diagram.palette import Palette

FONT = (
    "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"
)
KINDS = {  # the classes of boxes, by what these stand for
    BoxKind.TABLE: "table",
    BoxKind.VIEW: "view",
    BoxKind.VIRTUAL: "virtual",
    BoxKind.MISSING: "missing",
}
_HAPPENED = 2.0  # how wide a line is that something happened to
_HALO = 7.0  # how wide a line is cleared of those that it crosses

# A key and an arrow into a box, drawn on 12 pixels.
ICONS = """<defs>
<path id="key" fill-rule="evenodd" d="M8 1a3 3 0 1 1-2.3 4.9L5 6.6V8H3.6v1.4H2.2V11H0V8.9\
l3.9-3.9A3 3 0 0 1 8 1zm.8 1.3a1 1 0 1 0 0 2 1 1 0 0 0 0-2z"/>
<path id="reference" d="M5.5 0H12v12H5.5v-1.5h5v-9h-5z\
M0 5.2h5.2L3.4 3.4l1.1-1.1L8.2 6 4.5 9.7 3.4 8.6l1.8-1.8H0z"/>
</defs>"""
_ICON_NAMES = {Mark.PRIMARY: "key", Mark.FOREIGN: "reference"}


def number(value: float) -> str:
    """Return a coordinate, as short as it can be told."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def path(route: Route) -> str:
    """Return the commands for a route with round corners."""
    parts = [f"M{_pair(route[0])}"]
    parts += [f"L{_pair(bend.before)}Q{_pair(bend.at)} {_pair(bend.after)}" for bend in corners(route)]
    return "".join([*parts, f"L{_pair(route[-1])}"])


def icon(mark: Mark, x: float, y: float) -> str:
    """Return the icon of a key, 12 pixels wide."""
    name = _ICON_NAMES[mark]
    return f'<use href="#{name}" class="{name}" x="{number(x)}" y="{number(y)}"/>'


def sign(drawn: Sign) -> str:
    """Return a crow's foot, or what stands in its place."""
    strokes = "".join(f"M{'L'.join(map(_pair, points))}" for points in drawn.strokes)
    rings = "".join(
        f'<circle class="ring" cx="{number(ring.x)}" cy="{number(ring.y)}" r="{number(drawn.radius)}"/>'
        for ring in drawn.rings
    )
    return f'<path class="sign" d="{strokes}"/>{rings}'


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])} {number(point[1])}"


def style(palette: Palette) -> str:
    """Return the style sheet."""
    p = palette
    stroke = f"fill:none;stroke:{p.line};stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round"
    rules = (
        f"text{{fill:{p.text};font:12px {FONT};white-space:pre}}.name{{font-weight:600}}.dim{{fill:{p.dim}}}",
        f".badge{{fill:{p.dim};font-size:9px;font-weight:600}}",
        f".page{{fill:{p.page}}}.box{{fill:{p.box}}}.edge{{fill:none;stroke:{p.border}}}.rule{{stroke:{p.rule}}}",
        f".table{{fill:{p.header}}}.view{{fill:{p.view}}}.virtual{{fill:{p.virtual}}}.missing{{fill:{p.missing}}}",
        f".ghost{{stroke:{p.problem};stroke-dasharray:5 4}}",
        f".line,.sign{{{stroke}}}.ring{{fill:{p.page};stroke:{p.line};stroke-width:1.4}}",
        f".halo{{fill:none;stroke:{p.page};stroke-width:{number(_HALO)}}}",
        f".broken .line,.broken .sign,.broken .ring{{stroke:{p.problem}}}",
        ".broken .line{stroke-dasharray:5 4}",
        f".key{{fill:{p.key}}}.reference{{fill:{p.reference}}}",
        f".bracket{{fill:none;stroke:{p.reference};stroke-width:2;stroke-linecap:round}}",
        *(_state_rules(palette, state) for state in STATE_SIGNS),
        ".link:hover .line{stroke-width:2.6}",
    )
    return f"<style>{''.join(rules)}</style>"


def _state_rules(palette: Palette, state: State) -> str:
    """Return the rules for what was added, changed or removed."""
    colour, name = palette.of_state(state), state.value
    line = f"stroke:{colour};stroke-width:{number(_HAPPENED)}"
    dashes = ".removed .line{stroke-dasharray:4 6}.edge-removed{stroke-dasharray:5 4}"
    return (
        f".soft-{name}{{fill:{palette.soft_of_state(state)}}}.told-{name}{{fill:{colour}}}"
        f".edge-{name},.strike-{name}{{stroke:{colour}}}.edge-{name}{{stroke-width:1.6}}"
        f".{name} .line,.{name} .sign,.{name} .ring{{{line}}}{dashes if state is State.REMOVED else ''}"
    )
