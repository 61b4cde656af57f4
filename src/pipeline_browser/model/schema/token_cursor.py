"""Walking over the tokens of one SQL statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import Token, TokenKind, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = Token(TokenKind.SIGN, "", "", 0, 0)


class TokenCursor:
    """Stands before one token of a statement; past the last one it sees an empty sign."""

    def __init__(self, ddl: str) -> None:
        self._ddl = ddl
        self._tokens = list(tokens_of(ddl))
        self._at = 0

    @property
    def done(self) -> bool:
        """Whether no token is left."""
        return self._at >= len(self._tokens)

    @property
    def peek(self) -> Token:
        """The next token."""
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def advance(self) -> Token:
        """Step over the next token and return it."""
        token = self.peek
        self._at += 1
        return token

    def take(self, word: str, *more: str) -> bool:
        """Step over these words or signs if they follow one another from here on."""
        if self.peek.upper != word:
            return False
        after = self._at + 1
        if more and tuple(token.upper for token in self._tokens[after : after + len(more)]) != more:
            return False
        self._at = after + len(more)
        return True

    def take_any(self, *words: str) -> str:
        """Step over one of these words and return it; an empty text if none follows."""
        return self.advance().upper if self.peek.upper in words else ""

    def take_group(self) -> Sequence[Token]:
        """Take a parenthesis with all in it and return what is inside; nothing if none follows."""
        if not self.take("("):
            return ()
        start, depth = self._at, 1
        while depth and not self.done:
            sign = self.advance().upper
            depth += (sign == "(") - (sign == ")")
        return self._tokens[start : self._at - (depth == 0)]

    def take_list(self) -> list[Sequence[Token]]:
        """Take a parenthesis and return what stands between its commas."""
        parts: list[list[Token]] = [[]]
        depth = 0
        for token in self.take_group():
            depth += (token.upper == "(") - (token.upper == ")")
            if token.upper == "," and not depth:
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if part]

    def take_names(self) -> tuple[str, ...]:
        """Step over names with commas between them."""
        names = [self.advance().value]
        while self.take(","):
            names.append(self.advance().value)
        return tuple(names)

    def skip_name(self) -> None:
        """Skip IF NOT EXISTS, a schema's name with its dot, and a name."""
        self.take("IF", "NOT", "EXISTS")
        self.advance()
        if self.take("."):
            self.advance()

    def text_of(self, tokens: Sequence[Token]) -> str:
        """Return the text from the first to the last of the tokens, as it is written."""
        return self._ddl[tokens[0].start : tokens[-1].end] if tokens else ""

    def rest(self) -> tuple[Token, ...]:
        """The tokens from here on."""
        return tuple(self._tokens[self._at :])

    def rest_text(self) -> str:
        """The text from here to the last token."""
        return self.text_of(self._tokens[self._at :])
