"""Looks at the pages of Word reports as LibreOffice sets them.

    python pages.py WORK DOCX…

makes a PDF of each document in the folder WORK and reads back where everything stands: 22 lines of 28
characters, page numbers at the outer edge, tables within the margins, rows that do not split, heads that
repeat, numbers on one line, headings in the navigation pane, a table of contents with the real pages, a
signature beside text. A document called grid.docx is plain text, so that every line and every page of it has
to be full; the others together have to show each kind of thing that is looked for. Then come copies with
faults, each of which has to be found.
"""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import docx
import pdfplumber
from docx.oxml.ns import qn

from pages_text import check_contents, check_signature
from pages_wrong import copies, tight

# All in points; the values of GB/T 9704-2012.
MM = 72 / 25.4
TOP, BOTTOM, INNER, OUTER = 37 * MM, 35 * MM, 28 * MM, 26 * MM
BODY, PITCH, ADVANCE = 16, 28.95, 15.75
LINES, CHARACTERS = 22, 28
FOOT = 14
SLACK = 1.5
# How far a line may stand from its place because it holds letters of a font with another ascent.
SHIFT = 0.8


class Sheet:
    """A page with its text box; odd pages are bound at the left."""

    def __init__(self, page):
        self.page = page
        self.turned = page.width > page.height
        self.rules = page.lines + page.rects
        self.number, self.foot = self._number()
        odd = self.number is None or self.number % 2 == 1
        if self.turned:
            self.left = self.right = (TOP + BOTTOM) / 2
            self.top, self.bottom = INNER, OUTER
        else:
            self.left, self.right = (INNER, OUTER) if odd else (OUTER, INNER)
            self.top, self.bottom = TOP, BOTTOM
        self.right, self.bottom = page.width - self.right, page.height - self.bottom

    def _number(self):
        """Finds — n —, which on a turned page is turned with the paper."""
        rows = defaultdict(list)
        for char in self.page.chars:
            size = char["x1"] - char["x0"] if self.turned else char["size"]
            if char["upright"] != self.turned and abs(size - FOOT) < 0.5:
                rows[round(char["x0"] if self.turned else char["bottom"])].append(char)
        along = "top" if self.turned else "x0"
        for row in rows.values():
            row.sort(key=lambda char: char[along])
            found = re.fullmatch(r"—\s*(\d+)\s*—", "".join(char["text"] for char in row).strip())
            if found:
                return int(found.group(1)), row
        return None, []

    def body_lines(self):
        rows = defaultdict(list)
        for char in self.page.chars:
            if abs(char["size"] - BODY) < 0.5 and char["upright"] and char["text"].strip():
                rows[round(char["matrix"][5], 1)].append(char)
        # From the foot of the page upwards, as PDF counts; fonts differ in all but the line they stand on.
        return [sorted(rows[line], key=lambda char: char["x0"]) for line in sorted(rows, reverse=True)]


def is_wide(char):
    return ord(char["text"][0]) >= 0x2E80


def hangs(line, sheet):
    return line[-1]["x0"] > sheet.right - SLACK


class Report:
    """What was found in one document."""

    def __init__(self, name):
        self.name = name
        self.faults = []
        self.counts = defaultdict(int)

    def expect(self, holds, fault):
        if not holds:
            self.faults.append(fault)
        return holds


def check_lines(report, sheets, plain):
    """Lines and characters: of plain text each, of a report each that nothing cuts short."""
    for sheet in sheets:
        if sheet.turned or sheet.number is None:
            continue
        where = f"page {sheet.number}"
        lines = sheet.body_lines()
        feet = [line[0]["matrix"][5] for line in lines]
        steps = [before - after for before, after in zip(feet, feet[1:])]
        report.expect(all(step > PITCH - SHIFT for step in steps), f"{where}: lines are too close")
        sizes = {round(char["size"]) for char in sheet.page.chars if char["text"].strip()}
        text_only = not sheet.rules and not sheet.page.images and sizes <= {BODY, FOOT}
        full = lines and max(char["bottom"] for char in lines[-1]) > sheet.bottom - PITCH
        if full and text_only and all(step < PITCH + SHIFT for step in steps):
            fits = report.expect(len(lines) == LINES, f"{where}: {len(lines)} lines")
            report.counts["pages of 22 lines"] += fits
        for line in lines:
            if not all(map(is_wide, line)) or abs(line[0]["x0"] - sheet.left) > SLACK:
                continue
            inside = line[:-1] if hangs(line, sheet) else line
            if inside[-1]["x1"] < sheet.right - ADVANCE / 2:
                continue
            count = len(inside)
            # A mark that may not begin a line, or not end one, takes a character along.
            report.expect(count == CHARACTERS or (count == CHARACTERS - 1 and not plain),
                          f"{where}: a line of {count}")
            report.counts[f"lines of {count} characters"] += 1
            if count == CHARACTERS:
                places = [sheet.left + ADVANCE * at for at in range(count)]
                exact = all(abs(char["x0"] - place) < SLACK for char, place in zip(inside, places))
                report.expect(exact, f"{where}: characters are off the grid")


def check_numbers(report, sheets):
    """Page numbers: odd at the right, even at the left, on turned pages at the same place of the paper."""
    numbered = [sheet for sheet in sheets if sheet.number is not None]
    numbers = [sheet.number for sheet in numbered]
    report.expect(numbers == list(range(1, len(numbered) + 1)), f"the pages are numbered {numbers}")
    for sheet in numbered:
        first, last = sheet.foot[0], sheet.foot[-1]
        odd = sheet.number % 2 == 1
        if sheet.turned:
            edge = sheet.page.height - last["bottom"] if odd else first["top"]
            side = last["x0"]
        else:
            edge = sheet.page.width - last["x1"] if odd else first["x0"]
            side = sheet.page.height - last["bottom"]
        fits = abs(edge - OUTER - FOOT) < 3 and abs(side - (BOTTOM - 7 * MM)) < 12
        report.expect(fits, f"page {sheet.number}: the number is {edge:.0f} from the edge, {side:.0f} below")
        kind = "turned" if sheet.turned else "upright"
        report.counts[f"{kind} {'odd' if odd else 'even'} page numbers"] += fits


def check_margins(report, sheets):
    """Nothing stands in the margins but page numbers and marks that hang."""
    for sheet in sheets:
        box = (sheet.left - SLACK, sheet.top - SLACK, sheet.right + SLACK, sheet.bottom + SLACK)
        for rule in sheet.rules:
            inside = rule["x0"] >= box[0] and rule["x1"] <= box[2] and rule["bottom"] <= box[3]
            report.expect(inside, f"page {sheet.page.page_number}: a rule leaves the text box")
        report.counts["rules within the margins"] += len(sheet.rules)
        for char in sheet.page.chars:
            if char in sheet.foot or not char["text"].strip():
                continue
            hanging = char["size"] if char["text"] in "，。、；：？！）》”’〕】" else 0
            inside = char["x0"] >= box[0] and char["x1"] <= box[2] + hanging
            report.expect(inside, f"page {sheet.page.page_number}: {char['text']} leaves the text box")
        for image in sheet.page.images:
            inside = image["x0"] >= box[0] and image["x1"] <= box[2] and image["bottom"] <= box[3]
            report.expect(inside, f"page {sheet.page.page_number}: a picture leaves the text box")
            report.counts["pictures"] += 1


def rows_of(document):
    """The rows of each table: how many are its head, and the words of cells that do not merge downwards."""
    for table in document.element.body.iter(qn("w:tbl")):
        rows, head = [], 0
        for row in table.iter(qn("w:tr")):
            cells = [cell for cell in row.iter(qn("w:tc")) if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None]
            words = [tight("".join(text.text or "" for text in cell.iter(qn("w:t")))) for cell in cells]
            rows.append([word for word in words if word])
            head += row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        yield head, rows


class Row:
    """A row on paper."""

    def __init__(self, sheet, row):
        self.sheet = sheet
        self.height = row.bbox[3] - row.bbox[1]
        self.cells = [sheet.page.crop(cell).extract_text(x_tolerance=1) or "" for cell in row.cells if cell]
        self.words = [tight(cell) for cell in self.cells]

    def holds(self, words):
        return not Counter(words) - Counter(self.words)

    def broken(self):
        """The numbers and dates that take more than a line."""
        alone = re.compile(r"[-−]?[0-9][0-9,.]*%?|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
        return [cell for cell in self.cells if "\n" in cell and alone.fullmatch(tight(cell))]


def check_rows(report, sheets, document):
    """Each row stands on one page with all its words, and a page that a table goes on to has its head."""
    printed = [Row(sheet, row) for sheet in sheets for table in sheet.page.find_tables() for row in table.rows]
    for row in printed:
        for cell in row.broken():
            report.expect(False, f"page {row.sheet.number}: {cell!r} takes more than a line")
    at = 0
    for head, rows in rows_of(document):
        found, previous = [], None
        for index, words in enumerate(rows):
            here = next((place for place in range(at, min(at + head + 3, len(printed)))
                         if printed[place].holds(words)), None)
            if not report.expect(here is not None, f"row {index + 1} is not on one page: {words}"):
                continue
            row = printed[here]
            page = row.sheet
            if previous not in (None, page) and index >= head > 0:
                again = [row for row in printed[at:here] if row.sheet is page]
                repeated = all(any(row.holds(words) for row in again) for words in rows[:head])
                report.expect(repeated, f"page {page.number}: the head is not repeated above {words}")
                report.counts["heads repeated"] += repeated
            previous, at = page, here + 1
            report.counts["rows whole on one page"] += 1
            found += [row] if index >= head else []
        check_ends(report, found)


def check_ends(report, rows):
    """A table that goes over pages begins with three rows and ends with a good part of a page."""
    if not rows or rows[0].sheet is rows[-1].sheet:
        return
    first, last = rows[0].sheet, rows[-1].sheet
    began = sum(row.sheet is first for row in rows)
    report.expect(began >= 3, f"page {first.number}: a table begins with {began} rows alone")
    ended = sum(row.height for row in rows if row.sheet is last)
    # The exporter keeps an estimated third together; the fonts at hand make it somewhat more or less.
    enough = ended >= (last.bottom - last.top) / 4
    report.expect(enough, f"page {last.number}: a table ends alone, with {ended:.0f} points")
    report.counts["tables over pages"] += began >= 3 and enough


def check(path, pdf, original=None):
    """Holds the pages of a document against its own words and marks, or against those of the original."""
    report = Report(path.name)
    document = docx.Document(str(original or path))
    with pdfplumber.open(pdf) as pages:
        sheets = [Sheet(page) for page in pages.pages]
        check_lines(report, sheets, path.name == "grid.docx")
        check_numbers(report, sheets)
        check_margins(report, sheets)
        check_rows(report, sheets, document)
        check_contents(report, pages, sheets, document)
        check_signature(report, sheets, document)
        counts = ", ".join(f"{count} {what}" for what, count in report.counts.items())
        print(f"{path.name}: {len(sheets)} pages; {counts}")
    for fault in report.faults[:20 if original is None else 3]:
        print(f"  {fault}")
    return report


SHOWN = [
    "pages of 22 lines", "lines of 28 characters", "upright odd page numbers", "upright even page numbers",
    "turned odd page numbers", "turned even page numbers", "rules within the margins", "pictures",
    "rows whole on one page", "heads repeated", "tables over pages", "headings in the navigation",
    "entries of contents with their page", "signatures beside text",
]


def not_found(fault, wanted, reports):
    """The faults of a copy that no report of it names."""
    return [f"{fault}: {words!r} is not found" for words in wanted if not any(words in line for line in reports)]


def main(work, paths):
    work.mkdir(parents=True, exist_ok=True)
    wrong = [(path, *copy) for path in paths for copy in copies(path, work)]
    profile = f"-env:UserInstallation=file://{work.resolve()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work)]
    sources = [*paths, *(copy for _, copy, _ in wrong)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=1800)
    reports = [check(path, work / f"{path.stem}.pdf") for path in paths]
    failed = [report.name for report in reports if report.faults]
    seen = sum((Counter(report.counts) for report in reports), Counter())
    failed += [f"{what}: none is seen" for what in SHOWN if not seen[what]]
    print("copies with faults, which have to be found:")
    for original, copy, wanted in wrong:
        failed += not_found(copy.name, wanted, check(copy, work / f"{copy.stem}.pdf", original).faults)
    print(f"pages of {len(paths)} documents: {'wrong in ' + ', '.join(failed) if failed else 'as they should be'}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]]))
