"""Characters that people read as another one, where Unicode's own folding (NFKC, case) sees no kinship.

Written by hand and meant to be read by eye; every table maps what is written to what it is read as. They
are data for :mod:`._build_table` only: at run time all of this is in ``fold_table.npz``.
"""

# ruff: noqa: RUF001, RUF003 - look-alikes are what this file is about.
from __future__ import annotations

from types import MappingProxyType
from typing import Final

# Letters of other scripts that look like a Latin letter or digit. Case matters here, as it is the shape
# that deceives: capital Ν looks like N, small ν like v. After Unicode's confusables.txt (UTS 39), cut down
# to what a phone shows alike.
_FOREIGN: Final = {
    # Cyrillic small, Latin
    "авеёкмнорстухіїјѕԁһԛԝѵԍ": "abeekmhopctyxiijsdhqwvg",
    # Cyrillic capital, Latin
    "АВЕЁКМНОРСТУХІЇЈЅԀҺԚԜѴԌ": "abeekmhopctyxiijsdhqwvg",
    # Cyrillic, digits
    "зЗбБ": "3366",
    # Greek small, Latin
    "αβγεικνορτυχωϲϳ": "abyeikvoptuxwcj",
    # Greek capital, Latin
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "abezhikmnoptyx",
    # Phonetic and small capital letters, in which nicknames are styled, Latin
    "ɑɡıȷɪᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "agijiabcdefghjklmnoprstuvwyz",
}

# Radicals look like the characters that they are parts of. NFKC folds the Kangxi Radicals (U+2F00) but
# not the CJK Radicals Supplement (U+2E80).
_RADICALS: Final = {
    "⺁⺄⺅⺆⺇⺈⺉⺊⺌⺍⺎⺐⺒⺓⺔⺕⺖⺗⺘⺙⺚⺛": "厂乙亻冂几刀刂卜小小兀尢巳幺彑彐忄心扌攵无旡",
    "⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱": "日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹纟纟网",
    "⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇": "罒网网羊羊羊羊耂肀聿月臼艹艹艹虎衤西西见角角",
    "⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝": "讠贝足车辶辶辶阝钅长长长门阜阝雨青韦页风飞食",
    "⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳": "食饣饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
}

# Variants that OpenCC's t2s leaves alone, as they depend on the word or on the region.
_VARIANTS: Final = {
    "藉揹甯敍枱粧糭衞衹痺睪簷鯰": "借背宁叙台妆粽卫只痹睾檐鲇",
}

# All stars are the star of secret markers (机密★5年).
_STARS: Final = {
    "☆⭐✩✪✫✬✭✮✯✰⭑⭒🌟": "★★★★★★★★★★★★★",
}

# Only signs that mean the same; the Chinese dash — is another sign than the hyphen.
_PUNCTUATION: Final = {
    "\u2010\u2011\u2012\u2013\u2212\u02d7": "------",
    "\u2018\u2019\u201c\u201d": "''\"\"",
    "\u2022\u2027\u2219\u22c5\u30fb\u00b7": "······",
    "\u301c\u223c": "~~",
    "\u2044\u2215": "//",
}

# 🅐 and 🅰 have no compatibility mapping, unlike Ⓐ and 🄰. The flags' letters (🇨🇳) stay symbols.
_NEGATIVE: Final = {
    "".join(chr(first + step) for step in range(26)): "abcdefghijklmnopqrstuvwxyz"
    for first in (0x1F150, 0x1F170)
}

_ALL: Final = (_FOREIGN, _RADICALS, _VARIANTS, _STARS, _PUNCTUATION, _NEGATIVE)

LOOKALIKES: Final = MappingProxyType(
    {
        written: read
        for table in _ALL
        for row, meaning in table.items()
        for written, read in zip(row, meaning, strict=True)
    }
)

# They show nothing, though Unicode calls them letters or symbols: Hangul fillers, Mongolian vowel separator.
INVISIBLE: Final = frozenset("\u115f\u1160\u3164\uffa0\u180e")

# Marks that end or part a sentence. Besides these, all brackets and quotes that have a direction and the
# newline part a text; every other sign and symbol may stand as mere filler inside a word.
STRUCTURE: Final = frozenset("\n,;:!?。、…‥—―⁇⁈⁉‼\"'<>«»¿¡،؛؟।॥።፣፤፥፡၊။។៕᠂᠃")
