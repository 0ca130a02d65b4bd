"""Checks what exporters wrote into a folder.

Every .docx: no violation of the Open XML schema, python-docx opens it, and LibreOffice, where there is
one, makes a PDF of it. Every datapackage.json:
valid against its own schemas by frictionless. Every .xlsx: openpyxl opens it, codes are text, and
LibreOffice, where there is one, computes every formula to what is stored. Every .html: no parse
error, every link leads to a place of the page, nothing is loaded.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import frictionless
import html5lib
import openpyxl


def pages_in_libreoffice(path: Path) -> bool:
    """Tells whether LibreOffice makes a PDF of the document; true where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return True
    with tempfile.TemporaryDirectory() as out:
        profile = f"-env:UserInstallation=file://{out}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", out, str(path)]
        subprocess.run(command, capture_output=True, timeout=300)
        return any(pdf.stat().st_size > 0 for pdf in Path(out).glob("*.pdf"))


def main(folder: Path) -> int:
    documents = sorted(folder.glob("**/*.docx"))
    if not documents:
        print(f"no .docx in {folder}")
        return 1
    failed = False
    for path in documents:
        audit = subprocess.run(
            [sys.executable, "-m", "openxml_audit", str(path)], capture_output=True, text=True
        )
        clean = audit.returncode == 0 and "Errors: 0" in audit.stdout
        paragraphs = len(docx.Document(str(path)).paragraphs)
        print(f"{path.name}: {paragraphs} paragraphs, {'no violation' if clean else 'violations'}")
        if not clean:
            print(audit.stdout + audit.stderr)
        opened = pages_in_libreoffice(path)
        if not opened:
            print(f"{path.name}: LibreOffice makes no PDF of it")
        failed = failed or not clean or paragraphs == 0 or not opened
    return int(failed)


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
    sys.exit(main(folder) | data_packages(folder) | workbooks(folder) | pages(folder))
