"""python-docx writes the content of a JSON file as a report: rival_python_docx.py JSON PATH."""

import json
import sys
import time

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Pt

from official_page import lay_out

content = json.load(open(sys.argv[1], encoding="utf-8"))
start = time.perf_counter()
document = Document()
lay_out(document)
for part in content:
    document.add_heading(part["heading"], 1)
    for words in part["paragraphs"]:
        document.add_paragraph(words).paragraph_format.first_line_indent = Pt(32)
    if part["table"]:
        document.add_paragraph("分季度执行表").alignment = WD_ALIGN_PARAGRAPH.CENTER
        rows = part["table"]
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for number, (row, words) in enumerate(zip(table.rows, rows)):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for column, (cell, text) in enumerate(zip(row.cells, words)):
                paragraph = cell.paragraphs[0]
                run = paragraph.add_run(text)
                run.font.size = Pt(10.5)
                if number and column:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
document.save(sys.argv[2])
print(round((time.perf_counter() - start) * 1e6))
