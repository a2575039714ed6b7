"""Texts that tests write themselves, and a tokenizer that is loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.lexicon import shipped_lexicon
from engine.resources import Resources
from engine.tokens import Tokenizer
from engine.vectors.owntext.texts import find_texts
from engine.vectors.owntext.training import OwnTable, train

ANIMALS, FRUIT = ("猫", "狗", "老虎", "兔子", "狐狸"), ("苹果", "香蕉", "葡萄", "西瓜", "草莓")
DOING, TASTING = ("奔跑", "睡觉", "追赶", "躲藏", "叫喊"), ("好吃", "成熟", "新鲜", "酸甜", "多汁")
ANYWHERE = ("今天", "昨天", "他们", "我们", "觉得", "看见", "非常", "有点", "这里", "那里")

Learn = Callable[..., OwnTable]


def sentences(count: int, seed: int = 0) -> str:
    """Return lines in which animals do what animals do, and fruit tastes."""
    random = np.random.RandomState(seed)
    lines = []
    for _ in range(count):
        things, deeds = ((ANIMALS, DOING), (FRUIT, TASTING))[random.randint(2)]
        words = [*random.choice(things, 2), *random.choice(deeds, 2), *random.choice(ANYWHERE, 2)]
        lines.append(" ".join(words[place] for place in random.permutation(6)) + "。\n")
    return "".join(lines)


@pytest.fixture(scope="session")
def tokenizer(resources: Resources) -> Tokenizer:
    """Ready for long texts, so that a test need not wait for it again."""
    made = resources.tokenizer.for_long_texts()
    made.for_long_texts = lambda check=None: made  # type: ignore[method-assign]
    return made


@pytest.fixture
def learn(tokenizer: Tokenizer, tmp_path: Path) -> Learn:
    """``learn(text, **options)``: a table learned from a text in one file."""

    def learned(text: str, **options: object) -> OwnTable:
        file = tmp_path / "text.txt"
        file.write_text(text, encoding="utf-8")
        return train(find_texts([file]), tokenizer, shipped_lexicon(), **options)  # type: ignore[arg-type]

    return learned
