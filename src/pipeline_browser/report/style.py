"""The style sheet of a report in HTML: light or dark, from a phone to a wide screen, and on paper."""

from __future__ import annotations

from pipeline_browser.report.ink import DARK, LIGHT, colour_rules, colour_values

_RULES = """
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:14px/1.45 system-ui,-apple-system,"Segoe UI",
Inter,Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1040px;margin:0 auto;padding:24px}
h1{font-size:22px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:17px;margin:32px 0 4px}
h3{font-size:14px;margin:0}
p{margin:0}
.dim{color:var(--dim)}
.filters{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:12px 0 0;padding:0}
.filters li{background:var(--card);border:1px solid var(--line);border-radius:99px;padding:2px 12px;
overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:8px;margin:24px 0 16px}
.tile,figure{background:var(--card);border:1px solid var(--line);border-radius:6px}
.tile{padding:10px 14px}
.tile b{display:block;font-size:23px;line-height:1.25;font-weight:600;white-space:nowrap}
.tile span{color:var(--dim);font-size:13px}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:16px}
figure{margin:0;padding:12px 14px 8px;min-width:0}
figure.wide{grid-column:1/-1;overflow-x:auto}
figure.wide svg{min-width:640px}
figcaption p,.note{color:var(--dim);font-size:13px}
svg{display:block;width:100%;height:auto;margin:6px 0 2px;font-family:inherit}
.hit{fill:var(--text);fill-opacity:0}
.hit:hover{fill-opacity:.08}
circle:hover{stroke:var(--text);stroke-width:1.5}
.nothing{margin:48px 0;font-size:16px}
.table{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:6px;margin-top:8px}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{padding:5px 12px;text-align:left;vertical-align:top;white-space:nowrap}
th{color:var(--dim);font-weight:600;border-bottom:1px solid var(--line)}
tr+tr td{border-top:1px solid var(--line)}
td.name{max-width:24em;overflow-wrap:anywhere;white-space:normal;min-width:15em}
td.words{white-space:normal;min-width:18em}
.number{text-align:right}
footer{color:var(--dim);font-size:13px;margin-top:32px;border-top:1px solid var(--line);padding-top:12px}
footer p{max-width:80em}
@media (max-width:600px){main{padding:16px 12px}.tiles{grid-template-columns:1fr 1fr}.tile b{font-size:19px}}
"""
_PAPER = """
@page{size:A4;margin:12mm}
@media print{:root{COLOURS}body{background:#fff;font-size:11px}main{padding:0;max-width:none}
.tiles{grid-template-columns:repeat(5,1fr)}.charts{grid-template-columns:1fr 1fr}
.tile b{font-size:17px}.tile span,figcaption p,.note,footer{font-size:10px}h3{font-size:12px}
figure,.tile,tr{break-inside:avoid}h2{break-after:avoid}
thead{display:table-header-group}
figure.wide{overflow:visible}figure.wide svg{min-width:0}.nothing{margin:48px 0;font-size:16px}
.table{overflow:visible;border:0}
table{font-size:10px}th,td{padding:3px 6px}td.words{min-width:12em}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def style_sheet(*, dark: bool | None) -> str:
    """Return the style sheet.

    Args:
        dark: None follows the reader's system. Paper is always light.
    """
    tones = "".join(
        f".t-{name}{{color:var(--{name})}}" for name in LIGHT if name.endswith("-text") or name == "dim"
    )
    scheme = "light dark" if dark is None else "dark" if dark else "light"
    values = f":root{{color-scheme:{scheme};{colour_values(DARK if dark else LIGHT)}}}"
    if dark is None:
        values += f"@media (prefers-color-scheme:dark){{:root{{{colour_values(DARK)}}}}}"
    return values + _RULES + colour_rules() + tones + _PAPER.replace("COLOURS", colour_values(LIGHT))
