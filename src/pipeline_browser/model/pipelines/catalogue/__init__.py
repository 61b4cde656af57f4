"""What types, algorithms, parameters and entries there are, and what a typed value is worth."""

from __future__ import annotations

from pipeline_browser.model.pipelines.catalogue.judgement import Fitness, Judgement, Stored
from pipeline_browser.model.pipelines.catalogue.spec import Choice, Kind, Spec

__all__ = ["Choice", "Fitness", "Judgement", "Kind", "Spec", "Stored"]
