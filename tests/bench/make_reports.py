"""Writes N Word reports into a folder, each with the text and tables of many: make_reports.py N DIR."""

import sys
from pathlib import Path

from docx import Document

count, folder = int(sys.argv[1]), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
fixtures = Path(__file__).resolve().parents[2] / "fixtures"
sources = sorted(path for name in ("cases", "clean-reports") for path in (fixtures / name).glob("*.md"))
texts = [path.read_text(encoding="utf-8") for path in sources if path.name != "README.md"]


def write(document, text):
    rows = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(set(cell) <= set("-: ") for cell in cells):
                rows.append(cells)
            continue
        if rows:
            table = document.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(table.rows, rows):
                for cell, words in zip(row.cells, cells):
                    cell.text = words
            rows = []
        if line.strip():
            document.add_paragraph(line.lstrip("# "))


for number in range(count):
    document = Document()
    turn = number % len(texts)
    for text in texts[turn:] + texts[:turn]:
        write(document, text)
    document.save(folder / f"{number + 1:03}.docx")
