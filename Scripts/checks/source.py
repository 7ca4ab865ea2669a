"""What the checks share: finding Swift files, and reading them without comments and texts."""

import pathlib
import re
import sys

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*)
      | (?P<text>\#*\"\"\"|\#*\")
      | (?P<name>`[^`\n]*`)""",
    re.VERBOSE,
)


def swift_files(*folders):
    """The Swift files below the folders; a folder may be a pattern such as Examples/*/Tests."""
    found = set()
    for folder in folders:
        for root in pathlib.Path(".").glob(folder):
            found.update(p for p in root.rglob("*.swift") if not any(part.startswith(".") for part in p.parts))
    return sorted(found)


def production_files():
    """The Swift files of libraries and services, without their tests."""
    return [p for p in swift_files("Sources", "Examples") if "Tests" not in p.parts]


def test_files():
    """The Swift files of tests."""
    return swift_files("Tests", "Examples/*/Tests")


def code_lines(path):
    """The lines of a file with comments, texts and names in backticks blanked out."""
    return _blank(path.read_text(encoding="utf-8"), keep_comments=False).split("\n")


def comment_lines(path):
    """The lines of a file with texts and names in backticks blanked out, comments kept."""
    return _blank(path.read_text(encoding="utf-8"), keep_comments=True).split("\n")


def fail_if(problems):
    """Prints each problem, a (path, line number, sentence), and ends the check."""
    for path, number, sentence in problems:
        print(f"{path}:{number}: {sentence}")
    sys.exit(1 if problems else 0)


def _blank(source, keep_comments):
    pieces, position = [], 0
    while match := TOKEN.search(source, position):
        end = _end(source, match)
        skipped = source[match.start() : end]
        keep = keep_comments and match["comment"]
        pieces += [source[position : match.start()], skipped if keep else re.sub(r"[^\n]", " ", skipped)]
        position = end
    return "".join(pieces) + source[position:]


def _end(source, match):
    if match["name"] or (match["comment"] and match["comment"] != "/*"):
        return match.end()
    if match["comment"]:
        depth, position = 1, match.end()
        while depth and (mark := re.compile(r"/\*|\*/").search(source, position)):
            depth += 1 if mark[0] == "/*" else -1
            position = mark.end()
        return position if depth == 0 else len(source)
    quotes = match["text"]
    hashes = quotes.count("#")
    closing = quotes.strip("#") + "#" * hashes
    escape = "\\" + "#" * hashes
    position = match.end()
    while position < len(source):
        if source.startswith(escape, position):
            position += len(escape)
            if source.startswith("(", position):  # an interpolation may hold texts of its own
                position = _end_of_interpolation(source, position)
            else:
                position += 1
        elif source.startswith(closing, position):
            return position + len(closing)
        elif len(quotes.strip("#")) == 1 and source[position] == "\n":
            return position
        else:
            position += 1
    return position


def _end_of_interpolation(source, position):
    depth = 0
    while position < len(source):
        match = TOKEN.match(source, position)
        if match:
            position = _end(source, match)
            continue
        depth += {"(": 1, ")": -1}.get(source[position], 0)
        position += 1
        if depth == 0:
            break
    return position
