"""docxtpl fills a template with the content of a JSON file: rival_docxtpl.py JSON PATH.

The template is made first, outside the measured time."""

import json
import sys
import time

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docxtpl import DocxTemplate

from official_page import lay_out


def make_template(path):
    document = Document()
    lay_out(document)
    document.add_paragraph("{%p for part in parts %}")
    document.add_heading("{{ part.heading }}", 1)
    document.add_paragraph("{%p for words in part.paragraphs %}")
    document.add_paragraph("{{ words }}").paragraph_format.first_line_indent = Pt(32)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if part.table %}")
    document.add_paragraph("分季度执行表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(3, 8, style="Table Grid")
    table.rows[0].cells[0].text = "{%tr for row in part.table %}"
    for column, cell in enumerate(table.rows[1].cells):
        run = cell.paragraphs[0].add_run("{{ row[%d] }}" % column)
        run.font.size = Pt(10.5)
        if column:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(path)


content = json.load(open(sys.argv[1], encoding="utf-8"))
template = sys.argv[2] + ".template.docx"
make_template(template)
start = time.perf_counter()
document = DocxTemplate(template)
document.render({"parts": content})
document.save(sys.argv[2])
print(round((time.perf_counter() - start) * 1e6))
