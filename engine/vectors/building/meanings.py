"""The dictionaries as matrices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.vectors.building.algebra import Sparse, sparse_matrix
from engine.vectors.building.dictionaries import Dictionaries
from engine.vectors.building.english import stems

STEP, STEPS = 0.6, 5  # what a meaning is a kind of counts less with every step up; how many


@dataclass(frozen=True, eq=False)
class Meanings:
    """The dictionaries as matrices over numbered meanings and numbered English stems."""

    dictionaries: Dictionaries

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """Meaning id → number."""
        return {key: number for number, key in enumerate(sorted(self.dictionaries.synsets))}

    @cached_property
    def words(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """Meaning id → stems of its members, and of its definition."""
        return {
            key: (frozenset(stems(" ".join(s.members))), frozenset(stems(s.definition)))
            for key, s in self.dictionaries.synsets.items()
        }

    @cached_property
    def english(self) -> Mapping[str, int]:
        """Stem → number, for stems that occur at least twice."""
        counts: Counter[str] = Counter()
        for members, definition in self.words.values():
            counts.update(members | definition)
        for glosses in self.dictionaries.glosses.values():
            counts.update({word for gloss in glosses for word in stems(gloss.text)})
        kept = sorted(word for word, count in counts.items() if count >= 2)
        return {word: number for number, word in enumerate(kept)}

    def around(self, key: str) -> frozenset[str]:
        """Return the stems of a meaning's definition and of what it is a kind of."""
        above = self.dictionaries.synsets[key].hypernyms
        return self.words[key][1].union(*(self.words[o][0] for o in above if o in self.words))

    @cached_property
    def by_member(self) -> Mapping[str, list[str]]:
        """English word or phrase → ids of its meanings."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.ids:
            for member in self.dictionaries.synsets[key].members:
                found[member.lower()].append(key)
        return dict(found)

    def stems_of(self, part: int) -> Sparse:
        """Return (meanings, stems): 1 where the members (part 0) or definition (1) have a stem."""
        cells = (
            (number, self.english[word], 1.0)
            for key, number in self.ids.items()
            for word in self.words[key][part]
            if word in self.english
        )
        return sparse_matrix(cells, (len(self.ids), len(self.english)))

    def hypernyms(self) -> Sparse:
        """Return (meanings, meanings): STEPᵏ where the column is k steps above the row."""
        synsets = self.dictionaries.synsets
        cells = [
            (number, self.ids[above], 1.0)
            for key, number in self.ids.items()
            for above in synsets[key].hypernyms
            if above in self.ids
        ]
        once = STEP * sparse_matrix(cells, (len(self.ids), len(self.ids)))
        total = step = once
        for _ in range(STEPS - 1):
            step = step @ once
            total = total + step
        return total
