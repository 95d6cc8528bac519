"""Words by which a sentence gives away a number, a hedge, a bound, a place or a sign; typed by hand."""

from __future__ import annotations

import re

__all__ = ["BOUNDS", "HEDGES", "LESS", "MORE", "NATIONS", "NUMBER_WORDS", "OPPOSITES", "ORDINALS"]

#: Cardinals as prose writes them, with words that say one or two without counting.
NUMBER_WORDS = {
    1: "one|a|an|single|each|once",
    2: "two|both|pair|second|twice|double|half|either|two-party",
    3: "three|third|triple",
    4: "four|fourth",
    5: "five|fifth",
    6: "six|sixth",
    7: "seven|seventh",
    8: "eight|eighth",
    9: "nine|ninth",
    10: "ten|tenth",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    15: "fifteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
}
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}
#: Bounds, by the label of the comparator that they call for.
BOUNDS = {
    "more than": r"more than \d|more than (?:one|two|three|half)|over \d|above \d|exceed",
    "less than": r"less than|fewer than|under \d|below \d|not quite",
    "at most": r"at most|up to \d|no more than|not more than|as many as|ceiling|\bor fewer|maximum",
    "at least": r"at least|no fewer than|or more\b|minimum|not fewer than",
    "about": r"about \d|around \d|roughly|some \d|nearly \d|about the last|about (?:one|two|three|half|ten)",
}
#: Words that hedge whatever they stand beside.
HEDGES = re.compile(
    r"\b(?:can|may|might|perhaps|possibly|often|usually|sometimes|at times|rarely|seldom|would|mainly)\b",
    re.IGNORECASE,
)
#: Adjectives of countries that the reviews name, and the labels of their places.
NATIONS = {
    "Australian": "Australia",
    "Brazilian": "Brazil",
    "British": "United Kingdom",
    "Chilean": "Chile",
    "Chinese": "China",
    "Danish": "Denmark",
    "Finnish": "Finland",
    "French": "France",
    "German": "Germany",
    "Indian": "India",
    "Indonesian": "Indonesia",
    "Italian": "Italy",
    "Japanese": "Japan",
    "Malaysian": "Malaysia",
    "Norwegian": "Norway",
    "Polish": "Poland",
    "Portuguese": "Portugal",
    "Serbian": "Serbia",
    "Spanish": "Spain",
    "Swedish": "Sweden",
    "Taiwanese": "Taiwan",
    "Turkish": "Turkey",
}
#: What says that there is more of a thing, or that it is made possible.
MORE = re.compile(
    r"\b(?:increas|rais|more\b|better|improv|help|foster|promot|enabl|allow|strengthen|enhanc|further|eas[ey]|"
    r"facilitat|gain|benefit|grow|higher|greater|boost|wid[ee]n|contribut|advanc|speed|encourag|favour|positiv|"
    r"stronger|bring|giv[ei]|open|possible|lead|driv|push|advantage|win|stimulat|reinforc|deepen|build|creat|"
    r"provid|earn|rise|extend|expand|accelerat|spur|make[s]? (?:for|it)|let\b|lets\b|enrich|add|offer|able|"
    r"faster|success|produc|yield|attract|intensif|basis|serv|turn)",
    re.IGNORECASE,
)
#: What says that there is less of a thing, or that it is kept from being.
LESS = re.compile(
    r"\b(?:decreas|lower|reduc|less|lessen|fewer|hinder|hamper|prevent|limit|restrict|weaken|harm|threat|"
    r"obstruct|discourag|negativ|cuts?\b|cutting|diminish|imped|block|hard|difficult|los[est]|worse|slow|lack|"
    r"undermin|erod|damp|inhibit|constrain|avoid|sav(?:e|es|ing)\b|shrink|overcom|past|spare|mitigat|allevi|"
    r"shorten|cheaper|drop|fall|burden|barrier|obstacle|disadvantage|drawback|problem|dilut|danger|risk|"
    r"jeopard|short|poor|reliev|away|solv|resolv|counter|compensat|offset|stop|down|against|trouble|detract|"
    r"escap|soften|without|handicap|end\b|ends\b|endanger|fight|do without|make up|makes up|little|hardly|"
    r"distrust|not\b|nor\b|no\b|never|cannot|challenge|demand|raises how much|only partly|back|answer)",
    re.IGNORECASE,
)
_PAIRS = (
    *(("increases", "decreases"), ("enables", "hinders"), ("strengthens", "weakens")),
    *(("has advantage", "has disadvantage"), ("has more", "has less"), ("includes", "excludes")),
    ("is positively associated with", "is negatively associated with"),
    ("has support programme for", "lacks support programme for"),
)
#: Label of a relation to that of the one that says the contrary.
OPPOSITES = dict((*_PAIRS, *((other, one) for one, other in _PAIRS)))
