"""The one table of rules: what the lint and the warnings of a plan go by."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.rules.effects import EFFECT_RULES
from pipeline_browser.model.migrations.lint.rules.files import FILE_RULES
from pipeline_browser.model.migrations.lint.rules.losses import LOSS_RULES
from pipeline_browser.model.migrations.lint.rules.standing import STANDING_RULES
from pipeline_browser.model.migrations.lint.rules.transactions import TRANSACTION_RULES

RULES = (*TRANSACTION_RULES, *LOSS_RULES, *EFFECT_RULES, *STANDING_RULES, *FILE_RULES)

BY_ID = {rule.id: rule for rule in RULES}
