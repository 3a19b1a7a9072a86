#!/usr/bin/env python3
"""Write what training gives for odd words and texts; the Rust side must agree with it (tests in src/document).

    python3 training/fixtures.py --vocabulary models/en/vocab.txt --out tests/data
"""

import argparse
import json
import pathlib

import segmenter
from encoder import WordPieces, shape

WORDS = """
the Franken Sessions’s n't n’t U.S. WASHINGTON a I McCain iPhone e-mail 15-year 1,000 3.14 $ % “ ” — – ... … ## # ' ` ``
naïve café cafe\u0301 Zürich Ångström İstanbul ΣΊΣΥΦΟΣ straße ﬁne Ĳssel ǅ Ⅷ ² ½ ٣٤ ① 中文 日本語テキスト Москва עברית हिन्दी ไทย
don\u00adt zero\u200bwidth \ufeffbom x\u0000y \u0301 \u200d 👩‍👩‍👧 🇫🇷 😀 :-) http://example.com/a?b=c&d=e#f someone@example.org
antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
AbCdEfGhIjKl ÀÉÎ àéî ÀÉî Éa ñ Ñ ı ſ K Å e\u0301\u0301\u0301 a-b-c-d-e-f-g-h-i-j [CLS] [UNK] ##ing x² m³ 5th 1980s R&D AT&T
O'Brien rock'n'roll ‘tis ’90s „zu“ «guillemets» snake_case C++ C# .NET @handle #hashtag ¿qué? ¡no! $5 £3.50 €1m ₹ ¥ ™ © ®
"""

TEXTS = [
    "“I should not be involved,” Sessions said in a press conference Thursday.",
    "WASHINGTON (AP) — Sen. Al Franken, D-Minn., asked about it.No answer came.",
    "Headline without a stop\n\nFirst paragraph, which is folded at a width of some sixty\ncharacters, so that its lines end where the next\nword would not have fitted; the last\nis short.\nA line that stands for itself\nand another",
    "  \t leading blanks\r\nand\rother\u2028line ends\u2029\x85\x0b\x0cthere \u00a0\u3000here\ufeff",
    "naïve cafe\u0301s, ﬁne İstanbul ΣΊΣΥΦΟΣ 中文 ٣٤٥ ² ½ Ⅷ 👩‍👩‍👧 e\u0301 \u0301x 5\u0301",
    "- one\n- two\n- three\n\n* four\n\n\n1. five 2) six\n\n12345678901234567890 1 22 333 4444 55555",
    "a\u200bb c\u00add x\u0000y \u202edetag \u2060\u200d",
    "",
    " \n ",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vocabulary", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    pieces = WordPieces(arguments.vocabulary.read_text(encoding="utf-8").splitlines())
    words = [word for line in WORDS.strip().split("\n") for word in line.split(" ")]
    rows = [{"word": word, "pieces": pieces.word(word), "shapes": [shape(word, True), shape(word, False)]} for word in words]
    texts = []
    for text in TEXTS:
        atoms = segmenter.atoms_of(text)
        segmenter.mark_wraps(text, atoms)
        texts.append({"text": text, "atoms": [segmenter.features_of(text, atom, pieces) for atom in atoms]})
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, objects in (("pieces", rows), ("atoms", texts)):
        lines = "".join(json.dumps(entry) + "\n" for entry in objects)
        (arguments.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
