"""The languages in which text is recognised: their names for Tesseract, for a PDF, for people."""

from collections.abc import Mapping

#: How many languages one scan is recognised in at once; more make it slow and no better.
MOST_LANGUAGES = 3

#: What Tesseract calls a language, what a PDF calls it (BCP 47), and what people call it.
LANGUAGES: Mapping[str, tuple[str, str]] = {
    "eng": ("en", "English"), "ara": ("ar", "Arabic"), "ben": ("bn", "Bengali"),
    "bul": ("bg", "Bulgarian"), "cat": ("ca", "Catalan"), "ces": ("cs", "Czech"),
    "chi_sim": ("zh-Hans", "Chinese, simplified"), "chi_tra": ("zh-Hant", "Chinese, traditional"),
    "cym": ("cy", "Welsh"), "dan": ("da", "Danish"), "deu": ("de", "German"),
    "ell": ("el", "Greek"), "est": ("et", "Estonian"), "eus": ("eu", "Basque"),
    "fas": ("fa", "Persian"), "fin": ("fi", "Finnish"), "fra": ("fr", "French"),
    "gla": ("gd", "Scottish Gaelic"), "gle": ("ga", "Irish"), "grc": ("grc", "Ancient Greek"),
    "heb": ("he", "Hebrew"), "hin": ("hi", "Hindi"), "hrv": ("hr", "Croatian"),
    "hun": ("hu", "Hungarian"), "isl": ("is", "Icelandic"), "ita": ("it", "Italian"),
    "jpn": ("ja", "Japanese"), "kor": ("ko", "Korean"), "lat": ("la", "Latin"),
    "lav": ("lv", "Latvian"), "lit": ("lt", "Lithuanian"), "nld": ("nl", "Dutch"),
    "nor": ("no", "Norwegian"), "pol": ("pl", "Polish"), "por": ("pt", "Portuguese"),
    "ron": ("ro", "Romanian"), "rus": ("ru", "Russian"), "san": ("sa", "Sanskrit"),
    "slk": ("sk", "Slovak"), "slv": ("sl", "Slovenian"), "spa": ("es", "Spanish"),
    "srp": ("sr", "Serbian"), "swe": ("sv", "Swedish"), "tha": ("th", "Thai"),
    "tur": ("tr", "Turkish"), "ukr": ("uk", "Ukrainian"), "urd": ("ur", "Urdu"),
    "vie": ("vi", "Vietnamese"), "yid": ("yi", "Yiddish"),
}  # fmt: skip
CHOICES = tuple((code, label) for code, (_, label) in LANGUAGES.items())


def spoken(codes: str) -> str:
    """What people call the languages of `eng+deu`."""
    return ", ".join(LANGUAGES[one][1] for one in codes.split("+") if one in LANGUAGES)


def tag(codes: str) -> str:
    """What a PDF calls the first of them, which the text as a whole is said to be in."""
    first = codes.partition("+")[0]
    return LANGUAGES[first][0] if first in LANGUAGES else ""
