"""Tables: what TeX's names look like in Unicode, and which characters have small forms."""

from __future__ import annotations

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

ORDINARY = GREEK | {
    "partial": "∂", "nabla": "∇", "infty": "∞", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "neg": "¬",
    "lnot": "¬", "top": "⊤", "bot": "⊥", "angle": "∠", "prime": "′", "dagger": "†", "degree": "°",
    "ldots": "…", "dots": "…", "dotsc": "…", "dotsb": "⋯", "cdots": "⋯", "vdots": "⋮",
    "ddots": "⋱", "square": "□", "Box": "□", "blacksquare": "■", "checkmark": "✓", "imath": "ı",
    "jmath": "ȷ", "vert": "|", "Vert": "‖", "|": "‖", "backslash": "\\", "%": "%", "$": "$",
    "#": "#", "&": "&", "_": "_", "star": "⋆", "ast": "∗", "intercal": "⊤", "therefore": "∴",
    "because": "∵", "surd": "√", "triangle": "△",
}  # fmt: skip

BINARY = {
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "odot": "⊙", "otimes": "⊗",
    "oplus": "⊕", "ominus": "⊖", "circ": "∘", "bullet": "•", "cup": "∪", "cap": "∩",
    "setminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "bmod": "mod",
}  # fmt: skip

RELATIONS = {
    "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "ne": "≠",
    "neq": "≠", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "approx": "≈", "sim": "∼",
    "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋",
    "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "mid": "|", "parallel": "∥",
    "perp": "⊥", "to": "→", "rightarrow": "→", "gets": "←", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "implies": "⇒", "Leftarrow": "⇐",
    "impliedby": "⇐", "Leftrightarrow": "⇔", "iff": "⇔", "mapsto": "↦", "longrightarrow": "⟶",
    "longleftarrow": "⟵", "longleftrightarrow": "⟷", "Longrightarrow": "⟹", "Longleftarrow": "⟸",
    "Longleftrightarrow": "⟺", "longmapsto": "⟼", "uparrow": "↑", "downarrow": "↓",
    "hookrightarrow": "↪",
    "rightsquigarrow": "⇝", "leadsto": "⇝", "coloneqq": "≔", "triangleq": "≜", "doteq": "≐",
    "prec": "≺", "preceq": "⪯", "succ": "≻", "succeq": "⪰", "models": "⊨", "vdash": "⊢",
    "asymp": "≍", "colon": ":", "lesssim": "≲", "gtrsim": "≳",
}  # fmt: skip

LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮",
    "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀",
    "bigwedge": "⋀", "bigvee": "⋁",
}  # fmt: skip

FUNCTIONS = {
    name: name
    for name in [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "hom",
        "inf",
        "ker",
        "lg",
        "lim",
        "ln",
        "log",
        "max",
        "min",
        "Pr",
        "sec",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
    ]
} | {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}

WITH_LIMITS = frozenset(
    ["lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "arg max", "arg min", "argmax",
     "argmin", "det", "gcd", "Pr"]
)  # fmt: skip

DELIMITERS = {
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lvert": "|", "rvert": "|",
    "lVert": "‖", "rVert": "‖", "lbrack": "[", "rbrack": "]", "vert": "|", "Vert": "‖",
    "|": "‖", "backslash": "\\",
}  # fmt: skip

OPENING = "([{⟨⌊⌈"
CLOSING = ")]}⟩⌋⌉"

SPACES = {
    ",": " ", ":": " ", ">": " ", ";": " ", " ": " ", "\n": " ", "~": " ", "enspace": " ",
    "thinspace": " ", "medspace": " ", "thickspace": " ", "quad": "  ", "qquad": "    ",
    "!": "", "negthinspace": "", "/": "",
}  # fmt: skip

INVISIBLE = frozenset(
    [
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "scriptscriptstyle",
        "limits",
        "nolimits",
        "nonumber",
        "notag",
        "hline",
        "rm",
        "bf",
        "it",
        "sf",
        "tt",
        "cal",
        "mathstrut",
        "strut",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "Bigl",
        "biggl",
        "Biggl",
        "bigr",
        "Bigr",
        "biggr",
        "Biggr",
        "bigm",
        "Bigm",
    ]
)
"""Known commands that say only how large or in which face something is drawn."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304",
    "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7", "overrightarrow": "\u20d7",
    "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip

TEXT_COMMANDS = frozenset(
    [
        "text",
        "textrm",
        "textnormal",
        "textbf",
        "textit",
        "textsf",
        "texttt",
        "mbox",
        "hbox",
        "operatorname",
        "operatorname*",
        "tag",
        "label",
    ]
)

UPRIGHT = frozenset(
    ["mathrm", "mathsf", "mathtt", "mathit", "mathnormal", "mathop", "mathbin", "mathrel"]
)

FONTS = frozenset(
    ["mathbb", "mathcal", "mathscr", "mathfrak", "mathbf", "boldsymbol", "bm", "pmb", "mathds"]
)

GRIDS = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "array": ("", ""),
    "cases": ("{", ""), "aligned": ("", ""), "align": ("", ""), "align*": ("", ""),
    "alignat": ("", ""), "alignat*": ("", ""), "gathered": ("", ""), "gather": ("", ""),
    "gather*": ("", ""), "split": ("", ""), "equation": ("", ""), "equation*": ("", ""),
    "eqnarray": ("", ""), "eqnarray*": ("", ""), "multline": ("", ""), "multline*": ("", ""),
}  # fmt: skip

SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ⊤′",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡᵀ′",
)
SUBSCRIPTS = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)

_BLACKBOARD = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "1": "𝟙"}
_SCRIPT = {
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
    "e": "ℯ", "g": "ℊ", "o": "ℴ",
}  # fmt: skip
_FRAKTUR = {"C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"}
_FACES = {"bb": (_BLACKBOARD, 0x1D538), "cal": (_SCRIPT, 0x1D49C), "frak": (_FRAKTUR, 0x1D504)}


def in_face(char: str, font: str) -> str:
    """One character in a face of `FONTS`; what has no form in that face stays as it is."""
    if font in ("mathbf", "boldsymbol", "bm", "pmb"):
        exceptions: dict[str, str] = {}
        start = 0x1D400
    else:
        kind = {"mathbb": "bb", "mathds": "bb", "mathfrak": "frak"}.get(font, "cal")
        exceptions, start = _FACES[kind]
    if char in exceptions:
        return exceptions[char]
    if not (char.isascii() and char.isalpha()):
        return char
    return chr(start + (ord(char) - 65 if char.isupper() else ord(char) - 97 + 26))
