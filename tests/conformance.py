"""Checks what exporters wrote into a folder.

Every .docx: as documents.py checks it. Every datapackage.json: valid against its own schemas by
frictionless. Every .xlsx: openpyxl opens it, codes are text, and LibreOffice, where there is one,
computes every formula to what is stored. Every .html: no parse error, every link leads to a place of
the page, nothing is loaded.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import frictionless
import html5lib
import openpyxl

import documents


def data_packages(folder: Path) -> int:
    packages = sorted(folder.glob("**/datapackage.json"))
    if not packages:
        print(f"no datapackage.json in {folder}")
        return 1
    failed = False
    for path in packages:
        report = frictionless.Package(str(path)).validate()
        rows = sum(task.stats["rows"] or 0 for task in report.tasks)
        print(f"{path.name}: {len(report.tasks)} tables, {rows} rows, "
              f"{'valid' if report.valid else 'invalid'}")
        for error in report.flatten(["name", "rowNumber", "fieldName", "type", "note"]):
            print("  ", *error)
        failed = failed or not report.valid or not report.tasks or rows == 0
    return int(failed)


def formulas(path: Path) -> dict[tuple[str, str], float]:
    """Returns the stored result of each formula by sheet and cell."""
    found = {}
    stored = openpyxl.load_workbook(path, data_only=True)
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = stored[sheet.title][cell.coordinate].value
                    found[sheet.title, cell.coordinate] = float(value)
    return found


def workbooks(folder: Path) -> int:
    failed = False
    office = shutil.which("soffice")
    for path in sorted(folder.glob("**/*.xlsx")):
        results = formulas(path)
        vouchers = [row[3] for row in openpyxl.load_workbook(path)["支出明细"].iter_rows(min_row=4)]
        wrong = [c.coordinate for c in vouchers if c.value is not None and c.number_format != "@"]
        if office:
            with tempfile.TemporaryDirectory() as out:
                convert = [office, "--headless", "--convert-to", "xlsx", "--outdir", out, str(path)]
                subprocess.run(convert, check=True, capture_output=True)
                computed = formulas(Path(out) / path.name)
            wrong += [place for place, value in results.items() if computed.get(place) != value]
        how = "recomputed" if office else "not recomputed: no LibreOffice"
        print(f"{path.name}: {len(results)} formulas, {how}, {len(wrong)} wrong")
        failed = failed or bool(wrong) or not results
    return int(failed)


def pages(folder: Path) -> int:
    failed = False
    for path in sorted(folder.glob("**/*.html")):
        text = path.read_text(encoding="utf-8")
        parser = html5lib.HTMLParser()
        parser.parse(text)
        places = re.findall(r'\sid="([^"]*)"', text)
        links = re.findall(r'\s(?:href|src)="([^"]*)"', text)
        known = set(places)
        lost = [link for link in links if link[:1] != "#" or link[1:] not in known]
        twice = len(places) - len(known)
        print(f"{path.name}: {len(parser.errors)} errors, {len(links)} links, {len(lost)} lost")
        failed = failed or bool(parser.errors or lost or twice)
    return int(failed)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.exit(documents.check(folder, 1) | data_packages(folder) | workbooks(folder) | pages(folder))
