"""What nobody types by accident: strings that break out, overflow, turn round, or run."""

from html.parser import HTMLParser
from itertools import product

#: The name of what must never come to be: an element, an attribute, a property.
EVIL = "x-evil"

#: Markup, each to be tried from within text, attributes and comments.
MARKUP = (
    f"<{EVIL}>",
    f"<script {EVIL}>alert(1)</script>",
    f"<img src=x {EVIL} onerror=alert(1)>",
    f"<svg/onload=alert(1) {EVIL}>",
    f"<a href=javascript:alert(1) {EVIL}>x</a>",
    f"<iframe {EVIL} srcdoc=x></iframe>",
    f"<style {EVIL}>*{{display:none}}</style>",
    f"<meta {EVIL} http-equiv=refresh content=0>",
    f"<form {EVIL} action=//evil.example>",
    f"<base {EVIL} href=//evil.example>",
    f"<math><mtext></p><mglyph><style><{EVIL}>",
    f'{EVIL}=1 onfocus=alert(1) autofocus="',
)
BREAKING_OUT = ("", "'", '"', '">', "'>", "-->", "]]>", "</textarea>", "</title>", "</script>", "`")

# fmt: off

#: What other programs that read our files would take for commands of theirs.
ELSEWHERE = (
    # Templates and format strings.
    "{{7*7}}", "{{ config.SECRET_KEY }}", "{% for x in y %}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "%s%s%s%n", "%(csrf_token)s", "{0.__class__}", "{}", "%", "%%", "{", "}}", "__import__('os')",
    # Databases and shells.
    "' OR '1'='1", "'; DROP TABLE answers;--", '" OR ""="', "1;SELECT pg_sleep(9)", "\\'; --",
    "$(id)", "`id`", "; cat /etc/passwd", "| ls", "&& true", "\\", "\\\\", "\\x00", "--help", "-o",
    # Files.
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd",
    "C:\\x", "con", "a\u2044b", "....//....//", "%2e%2e%2f", "%00", "//evil.example/x",
    "https://evil.example", "http://[::1", "javascript:alert(1)", "data:text/html,x",
    # Spreadsheets and Word.
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "DDEAUTO c:\\x",
    "{ INCLUDETEXT x }",
    "MERGEFIELD x", "HYPERLINK \"x\"", "<w:p/>", "&lt;w:r&gt;", "_x0000_", "&#0;", "&amp;amp;",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<?xml version='1.0'?>", "<![CDATA[x]]>",
    # Calendars.
    f"x\r\n{EVIL.upper()}:1", f"x\n{EVIL.upper()}:1", "END:VEVENT", "BEGIN:VALARM", "a;b,c\\nd",
    ":",
    # Typst and Markdown.
    "#read(\"/etc/passwd\")", "#include \"x\"", "#let x = 1", "$x$", "*bold*", "_x_", "@ref", "<l>",
    "= heading", "- list", "+ enum", "/ term: x", "```js\nx\n```", "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)", "# heading", "> quote", "| a | b |", "---",
    "\\#", "~", "[^1]",
    # JSON.
    "\"}, \"x\": {\"", "\\u0000", "\\ud800", "null", "NaN", "Infinity", "1e999", "[[[[",
    "{\"$ref\": 1}",
    # Protocols and logs.
    "x\r\nSet-Cookie: a=b", "x\nINFO forged line", "x%0d%0aLocation:%20//evil.example", "\x1b[31m",
)

#: Signs that turn, hide, stack up, or are none.
SIGNS = (
    "\u202eabc", "\u2066x\u2069", "שלום עולם", "مرحبا", "\u200b", "\u200d", "\ufeff", "\u00ad",
    "\u2028",
    "\u2029", "\x00", "\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff", "\ufffd",
    "\ud800", "\udfff", "\ue000", "\U000f0000", "\U0010ffff", "𝒳", "🏴\U000e0067\U000e007f",
    "👩‍👩‍👧‍👦", "𓀀",
    "Ａ", "ﬁ", "İ", "ı", "ß", "ǆ", "é", "e\u0301", "Z\u0335\u0321\u0322" + "\u0336" * 30, "a" * 300,
    "ż" * 200, "汉" * 100, " ", "\t", "\n", "\r", "\r\n\r\n", "\xa0", "　", "", "0", "-0",
    "00", "1e9", "١", "½", "0x1", "1_000", "٠", "9" * 40, "-" * 80, "." * 80, "true", "None",
    "undefined",
)
# fmt: on

STRINGS = tuple(
    dict.fromkeys(
        [
            *(before + one for before, one in product(BREAKING_OUT, MARKUP)),
            *ELSEWHERE,
            *SIGNS,
            *(f"a{one}b" for one in SIGNS),
            *(f'"{one}"' for one in ELSEWHERE),
            *(f"a {one}" for one in ELSEWHERE),
        ]
    )
)


class Harm(HTMLParser):
    """Collects what a page must not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in [(tag, ""), *attrs]:
            # An address may quote what was chosen; it may not run.
            runs = (value or "").strip().lower().startswith(("javascript:", "data:"))
            leads = name in {"href", "src", "action", "formaction"}
            if EVIL in name or name.startswith("on") or name == "srcdoc" or (leads and runs):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_comment(self, data):
        if EVIL in data:
            self.found.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def harm_in(html: str) -> list[str]:
    """Return what in *html* came to be from a hostile string."""
    reader = Harm()
    reader.feed(html)
    reader.close()
    return reader.found
