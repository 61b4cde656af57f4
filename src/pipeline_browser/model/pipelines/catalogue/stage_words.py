"""Words for stages as the program's ``create --stages`` takes them: ``brotli,aes256gcm``."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_browser.model.pipelines.catalogue import words
from pipeline_browser.model.pipelines.catalogue.columns import judge_algorithm
from pipeline_browser.model.pipelines.catalogue.judgement import Judgement, fine, impossible, unusual
from pipeline_browser.model.pipelines.catalogue.stages import STAGE_TYPES
from pipeline_browser.model.pipelines.catalogue.texts import storable

_ALIASES = {
    "compression": ("compression", "brotli"),
    "encryption": ("encryption", "aes256gcm"),
    "integrity": ("checksum", "sha256"),
    "checksum": ("checksum", "sha256"),
}
_PREFIXES = {"compression:": "compression", "encryption:": "encryption"}
_COMPRESSIONS = ("brotli", "gzip", "zstd", "lz4")
_ENCRYPTIONS = ("aes256gcm", "aes128gcm", "chacha20poly1305")


@dataclass(frozen=True, slots=True)
class StageOfWord:
    """A stage as the program would create it.

    Attributes:
        parameters: pairs of key and value; the label of a debug stage is left to the caller, who needs an
            identifier for it (``needs_label``).
    """

    name: str
    stage_type: str
    algorithm: str
    parallel: bool = True
    parameters: tuple[tuple[str, str], ...] = ()
    needs_label: bool = False


# Pipeline::new() puts them around the user's own stages.
INPUT_CHECKSUM = StageOfWord("input_checksum", "checksum", "sha256", parallel=False)
OUTPUT_CHECKSUM = StageOfWord("output_checksum", "checksum", "sha256", parallel=False)


def stage_of_word(word: str) -> StageOfWord:
    """Return the stage that one word makes (create_pipeline.rs, execute()); letter case matters.

    A word that nothing else fits becomes a transform of that name, which loads and cannot run.
    """
    name = word.strip()
    stage_type, algorithm = _meaning(name)
    return StageOfWord(
        name,
        stage_type,
        algorithm,
        parameters=(("algorithm", algorithm),),
        needs_label=algorithm == "debug",
    )


def _meaning(word: str) -> tuple[str, str]:
    # In the order of the program's match: a word with "checksum" in it is one even as compression:checksum.
    if word in _ALIASES:
        return _ALIASES[word]
    if "checksum" in word:
        return "checksum", "sha256"
    if word == "passthrough":
        return "passthrough", "passthrough"
    if word in _COMPRESSIONS:
        return "compression", word
    if word in _ENCRYPTIONS:
        return "encryption", word
    for prefix, stage_type in _PREFIXES.items():
        if word.startswith(prefix):
            return stage_type, word.removeprefix(prefix)
    return "transform", word


def stages_of_words(text: str) -> tuple[StageOfWord, ...]:
    """Return all stages that ``create --stages TEXT`` makes, the two checksums around them included."""
    return (INPUT_CHECKSUM, *map(stage_of_word, text.split(",")), OUTPUT_CHECKSUM)


def judge_stage_words(text: str) -> Judgement:
    """Judge a list of words; the reason names the first that the program could not create or run."""
    if storable(text) is None:
        return impossible(words.NOT_TEXT)
    odd = ""
    for word in text.split(","):
        if not word.strip():
            return impossible(words.EMPTY_STAGE_WORD)
        stage = stage_of_word(word)
        odd = odd or judge_algorithm(stage.algorithm, stage.stage_type).reason
    return unusual(text, odd) if odd else fine(text)


def offered_words() -> tuple[str, ...]:
    """Return the words to complete while somebody types a list of stages."""
    types = [each.name for each in STAGE_TYPES if each.name != "transform"]
    return (*_COMPRESSIONS, *_ENCRYPTIONS, "base64", "pii_masking", "tee", "debug", *types)
