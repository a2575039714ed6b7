"""CC-CEDICT, the wordnets and THUOCL: what each word means, in English."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.vectors.building.english import stems

_ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_PRONUNCIATION = re.compile(r"\[[^\]]*\]")
_CHINESE = re.compile(r"([㐀-鿿]+)(?:\|([㐀-鿿]+))?")
# A gloss that only points to another entry.
_POINTER = re.compile(r"\b(?:variant of|see|also written|abbr\. (?:for|of)|same as|equivalent to)\b")
_BRACKETS = re.compile(r"\([^)]*\)")
RELATIONS = (
    "similar",
    "also",
    "attribute",
    "mero_part",
    "mero_substance",
    "mero_member",
    "domain_topic",
    "entails",
    "causes",
)
TOPICS = {
    "IT": "computer software",
    "animal": "animal",
    "caijing": "finance economics",
    "car": "car",
    "chengyu": "idiom",
    "diming": "place",
    "food": "food",
    "law": "law",
    "lishimingren": "historical person",
    "medical": "medicine",
    "poem": "poem",
}


@dataclass(frozen=True)
class Gloss:
    """One English explanation of a Chinese word.

    Attributes
    ----------
    text
        The explanation, without pronunciations and Chinese words.
    name
        Whether the entry is a proper name: a minor sense where the word has others.
    mentions
        Chinese words (simplified) that the explanation names.
    pointer
        Whether it only points to those: "variant of …", "see …".
    """

    text: str
    name: bool
    mentions: tuple[str, ...]
    pointer: bool

    def headwords(self) -> list[str]:
        """Return the translations that the gloss begins with: 'field; open land' gives two."""
        text = re.sub(r"^(to|a|an|the) ", "", _BRACKETS.sub("", self.text).strip())
        return [part.strip().lower() for part in re.split("[;,]", text) if part.strip()][:4]


@dataclass(frozen=True)
class Synset:
    """One meaning in Open English WordNet; other meanings are named by their ids."""

    members: tuple[str, ...]
    definition: str
    hypernyms: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Dictionaries:
    """All that is known of meanings.

    Attributes
    ----------
    glosses
        Chinese word → its explanations in CC-CEDICT.
    synsets
        Id → meaning.
    lemmas
        Chinese word → ids of its meanings in the Chinese wordnets.
    topics
        Chinese word → English words for the THUOCL lists that have it.
    simplified
        Traditional character → simplified one, as CC-CEDICT writes its words both ways.
    """

    glosses: Mapping[str, Sequence[Gloss]]
    synsets: Mapping[str, Synset]
    lemmas: Mapping[str, Sequence[str]]
    topics: Mapping[str, str]
    simplified: Mapping[str, str]

    def __contains__(self, word: str) -> bool:
        """Return whether a dictionary (not merely a topic list) has `word`."""
        return word in self.glosses or word in self.lemmas


def read_dictionaries(folder: Path) -> Dictionaries:
    """Read every file of the lexicon folder; files that are missing count as empty."""
    synsets, by_index = _read_synsets(folder / "open_english_wordnet.jsonl")
    index_of = {fields[1].replace("-s", "-a"): fields[0] for fields in _fields(folder / "ili-map-pwn30.tab")}
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    for name in ("chinese_open_wordnet.tab", "wiktionary_wordnet_cmn.tab"):
        for fields in _fields(folder / name):
            meaning = by_index.get(index_of.get(fields[0].replace("-s", "-a"), ""))
            if len(fields) == 3 and fields[1] == "cmn:lemma" and meaning:
                lemmas[fields[2].replace("+的", "").replace("+", "").strip()].add(meaning)
    return Dictionaries(
        _read_glosses(folder / "cc_cedict.u8"),
        synsets,
        {word: sorted(ids) for word, ids in lemmas.items()},
        _read_topics(folder / "thuocl"),
        _read_forms(folder / "cc_cedict.u8"),
    )


def _lines(file: Path) -> list[str]:
    """Return the lines of `file`, whichever way they end; none where there is no file."""
    return file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else []


def _fields(file: Path) -> Iterator[list[str]]:
    for line in _lines(file):
        fields = line.split("\t")
        if len(fields) >= 2 and not line.startswith("#"):
            yield fields


def _read_glosses(file: Path) -> dict[str, list[Gloss]]:
    glosses: defaultdict[str, list[Gloss]] = defaultdict(list)
    for line in _lines(file):
        if entry := _ENTRY.match(line):
            _, word, pronunciation, explanations = entry.groups()
            for text in explanations.split("/"):
                if not text.startswith("CL:") and "surname" not in text:
                    glosses[word].append(_gloss(word, text, pronunciation[:1].isupper()))
    return dict(glosses)


def _read_forms(file: Path) -> dict[str, str]:
    """Return the usual simplified form of each character that has another one."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in _lines(file):
        if (entry := _ENTRY.match(line)) and len(entry[1]) == len(entry[2]):
            for traditional, simple in zip(entry[1], entry[2], strict=True):
                forms[traditional][simple] += 1
    usual = {t: max(sorted(counts), key=counts.__getitem__) for t, counts in forms.items()}
    return {t: s for t, s in sorted(usual.items()) if t != s}


def _gloss(word: str, text: str, name: bool) -> Gloss:
    text = _PRONUNCIATION.sub("", text)
    mentions = [simplified or first for first, simplified in _CHINESE.findall(text)]
    return Gloss(
        _CHINESE.sub("", text),
        name,
        tuple(other for other in mentions if other != word),
        bool(_POINTER.search(text)),
    )


def _read_synsets(file: Path) -> tuple[dict[str, Synset], dict[str, str]]:
    """Return the synsets by id, and ids by interlingual index."""
    synsets, by_index = {}, {}
    for line in _lines(file):
        entry = json.loads(line)
        related = tuple(other for relation in RELATIONS for other in entry.get(relation, ()))
        synsets[entry["id"]] = Synset(
            tuple(entry["members"]),
            " ".join(entry["definition"]),
            tuple(entry.get("hypernym", ())),
            related,
        )
        by_index[entry["ili"]] = entry["id"]
    return synsets, by_index


def _read_topics(folder: Path) -> dict[str, str]:
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("THUOCL_*.txt")):
        topic = TOPICS.get(file.stem.removeprefix("THUOCL_"), "")
        for fields in _fields(file):
            topics[fields[0].strip()].extend(stems(topic))
    return {word: " ".join(words) for word, words in topics.items()}
