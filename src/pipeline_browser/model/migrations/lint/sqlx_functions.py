"""Functions of newer or larger SQLites that the one in sqlx 0.8 (libsqlite3-sys with 3.46.0) does not have.

Found by asking both for their ``pragma_function_list``; a test asks the real sqlx again.
"""

from __future__ import annotations

# fmt: off
NOT_IN_SQLX = frozenset((
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "ceiling", "cos",
    "cosh", "degrees", "exp", "floor", "ln", "log", "log10", "log2", "mod", "pi",
    "pow", "power", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "fts5_get_locale",
    "fts5_insttoken", "fts5_locale", "if", "json_array_insert",
    "jsonb_array_insert", "unistr", "unistr_quote",
))
# fmt: on
