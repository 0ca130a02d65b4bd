"""docxtpl fills a template with the content of a JSON file: rival_docxtpl.py JSON PATH.

The template is made first, outside the measured time."""

import json
import sys
import time

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate


def make_template(path):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    normal.font.name = "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(28.95)
    normal.paragraph_format.space_after = Pt(0)
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
