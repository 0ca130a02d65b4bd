"""Looks at the pages of Word reports as LibreOffice sets them.

    python pages.py WORK DOCX…

makes a PDF of each document in the folder WORK and reads back where everything stands: 22 lines of 28
characters, page numbers at the outer edge, tables within the margins, rows that do not split, heads that
repeat. A document called grid.docx is plain text, so that every line and every page of it has to be full.
"""

import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import docx
import pdfplumber
from docx.oxml.ns import qn

# All in points; the values of GB/T 9704-2012.
MM = 72 / 25.4
TOP, BOTTOM, INNER, OUTER = 37 * MM, 35 * MM, 28 * MM, 26 * MM
BODY, PITCH, ADVANCE = 16, 28.95, 15.75
LINES, CHARACTERS = 22, 28
FOOT = 14
SLACK = 1.5


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
                rows[round(char["bottom"], 1)].append(char)
        return [sorted(rows[bottom], key=lambda char: char["x0"]) for bottom in sorted(rows)]


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
        bottoms = [line[0]["bottom"] for line in lines]
        steps = [after - before for before, after in zip(bottoms, bottoms[1:])]
        report.expect(all(step > PITCH - 0.2 for step in steps), f"{where}: lines are too close")
        sizes = {round(char["size"]) for char in sheet.page.chars if char["text"].strip()}
        text_only = not sheet.rules and not sheet.page.images and sizes <= {BODY, FOOT}
        full = bottoms and bottoms[-1] > sheet.bottom - PITCH
        if full and text_only and all(step < PITCH + 0.2 for step in steps):
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
    report.expect(report.counts["pages of 22 lines"] > 0, "no page of plain text is full")
    report.expect(report.counts["lines of 28 characters"] > 0, "no line is full")


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


def tight(text):
    return re.sub(r"\s", "", text or "")


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


def rows_on(sheets):
    """The rows that stand on paper, with their page."""
    for sheet in sheets:
        for table in sheet.page.find_tables():
            for row in table.rows:
                cells = [cell for cell in row.cells if cell]
                yield sheet, [tight(sheet.page.crop(cell).extract_text(x_tolerance=1)) for cell in cells]


def holds(printed, words):
    left = list(printed)
    for word in words:
        if word not in left:
            return False
        left.remove(word)
    return True


def check_rows(report, sheets, document):
    """Each row stands on one page with all its words, and a page that a table goes on to has its head."""
    printed = list(rows_on(sheets))
    at = 0
    for head, rows in rows_of(document):
        previous = None
        for index, words in enumerate(rows):
            here = next((place for place in range(at, min(at + head + 3, len(printed)))
                         if holds(printed[place][1], words)), None)
            if not report.expect(here is not None, f"row {index + 1} is not on one page: {words}"):
                continue
            page = printed[here][0]
            if previous not in (None, page) and index >= head > 0:
                again = [row for sheet, row in printed[at:here] if sheet is page]
                repeated = all(any(holds(row, words) for row in again) for words in rows[:head])
                report.expect(repeated, f"page {page.number}: the head is not repeated above {words}")
                report.counts["heads repeated"] += repeated
            previous, at = page, here + 1
            report.counts["rows whole on one page"] += 1


def check(path, pdf):
    report = Report(path.name)
    with pdfplumber.open(pdf) as pages:
        sheets = [Sheet(page) for page in pages.pages]
        check_lines(report, sheets, path.name == "grid.docx")
        check_numbers(report, sheets)
        check_margins(report, sheets)
        check_rows(report, sheets, docx.Document(str(path)))
        counts = ", ".join(f"{count} {what}" for what, count in report.counts.items())
        print(f"{path.name}: {len(sheets)} pages; {counts}")
    for fault in report.faults[:20]:
        print(f"  {fault}")
    return not report.faults


def widened(path, work):
    """Copies a document with lines half a point further apart: 21 fit on a page, not 22."""
    copy = work / "grid-of-21.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            # LibreOffice follows the grid of the section, Word the pitch of the paragraph.
            part = part.replace(b'w:linePitch="579"', b'w:linePitch="590"')
            part = part.replace(b'w:line="579"', b'w:line="590"')
            target.writestr(name, part)
    return copy


def main(work, paths):
    work.mkdir(parents=True, exist_ok=True)
    wrong = [widened(path, work) for path in paths if path.name == "grid.docx"]
    profile = f"-env:UserInstallation=file://{work.resolve()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work)]
    subprocess.run([*command, *map(str, [*paths, *wrong])], check=True, capture_output=True, timeout=900)
    failed = [path.name for path in paths if not check(path, work / f"{path.stem}.pdf")]
    print("a grid of 21 lines has to be found wrong:")
    failed += [path.name for path in wrong if check(path, work / f"{path.stem}.pdf")]
    print(f"pages of {len(paths)} documents: {'wrong in ' + ', '.join(failed) if failed else 'as they should be'}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]]))
