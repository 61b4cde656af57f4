"""The programs that the text formats are made for, as far as they are installed.

Graphviz and PlantUML are looked for on the path (``apt-get install graphviz plantuml``), or PlantUML where
``PLANTUML_JAR`` says; Mermaid and DBML in ``node_modules`` (``npm install --no-save mermaid jsdom`` and
``@dbml/core``).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Both use names that pyparsing has renamed. pydbml comes last: it changes for all what counts as whitespace.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from pydot.dot_parser import parse_dot_data  # isort: skip
    from pydbml import PyDBML  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydbml.database import Database
    from pydot import Dot

_HERE = Path(__file__).parent
_MODULES = Path(__file__).resolve().parents[3] / "node_modules"


def node_faults(script: str, module: str, texts: Sequence[str]) -> list[str]:
    """Return what a program for node says about each text: nothing where all is well."""
    node = shutil.which("node")
    if node is None or not (_MODULES / module).is_dir():
        pytest.skip(f"{module} is not in node_modules")
    done = subprocess.run(
        [node, _HERE / script], input=json.dumps(texts).encode(), capture_output=True, check=True
    )
    faults = json.loads(done.stdout.splitlines()[-1])
    assert len(faults) == len(texts)
    return [f"{fault}\n{text}" for fault, text in zip(faults, texts, strict=True) if fault]


def graphviz_faults(texts: Sequence[str]) -> list[str]:
    """Return what Graphviz says about each text."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    faults = []
    for text in texts:
        done = subprocess.run(["dot", "-Tcanon"], input=text.encode(), capture_output=True, check=False)
        if done.returncode or done.stderr:
            faults.append(f"{done.stderr.decode()}\n{text}")
    return faults


def plantuml_faults(texts: Sequence[str], folder: Path) -> list[str]:
    """Return what PlantUML says about all texts together."""
    jar = os.environ.get("PLANTUML_JAR")
    command = ["java", "-Djava.awt.headless=true", "-jar", jar] if jar else ["plantuml"]
    if shutil.which(command[0]) is None:
        pytest.skip("PlantUML is not installed")
    files = [folder / f"{number}.puml" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [*command, "-charset", "UTF-8", "-checkonly", *files], capture_output=True, check=False
    )
    return [done.stderr.decode()] if done.returncode else []


def read_dbml(text: str) -> Database:
    """Return what pydbml finds in a text; it does not know a quotation mark in a name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return PyDBML(text)


def read_dot(text: str) -> Dot:
    """Return the one graph that pydot finds in a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graphs = parse_dot_data(text) or []
    assert len(graphs) == 1
    return graphs[0]
