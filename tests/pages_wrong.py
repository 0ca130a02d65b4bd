"""Copies of a report with faults that its pages have to show; for pages.py."""

import re
import zipfile

# What a copy changes: a part of the package, what stands there, and what it becomes.
GRID_OF_21 = [
    # LibreOffice follows the grid of the section, Word the pitch of the paragraph.
    (None, r'w:linePitch="579"', 'w:linePitch="590"'),
    (None, r'w:line="579"', 'w:line="590"'),
]
WRONG_SIDE = [
    ("word/document.xml", r"rIdFooter1\b", "rIdFooterX"),
    ("word/document.xml", r"rIdFooter2\b", "rIdFooter1"),
    ("word/document.xml", r"rIdFooterX\b", "rIdFooter2"),
]
WRONG_CONTENTS = [
    ("word/document.xml", r"(PAGEREF _Toc00000003 .*?<w:t[^>]*>)[0-9]+<", r"\g<1>99<"),
    ("word/styles.xml", r'(w:styleId="AnnexTitle".*?)<w:outlineLvl w:val="0"/>', r"\1"),
]
BROKEN_DATE = [("word/document.xml", r">([0-9]{4}年[0-9]{1,2}月[0-9]{1,2})日</w:t>(?=</w:r></w:p></w:tc>)",
                r">\1</w:t><w:br/><w:t>日</w:t>")]
LOOSE_TABLES = [
    ("word/document.xml", r"<w:tblHeader/>|<w:keepNext/>", ""),
    ("word/document.xml", r'(w:(?:gridCol|tcW|tblW) w:w=")([0-9]+)"', lambda found: f'{found[1]}{int(found[2]) * 11 // 10}"'),
]


def tight(text):
    return re.sub(r"\s", "", text or "")


def changed(path, copy, changes):
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            for part_name, pattern, becomes in changes:
                if part_name == name or part_name is None and name.endswith(".xml"):
                    part = re.sub(pattern, becomes, part.decode(), flags=re.DOTALL).encode()
            target.writestr(name, part)
    return copy


def copies(path, work):
    """Copies of the plain text and of the sample year's report, each with what has to be found in it."""
    for name, copy, changes, wanted in [
        ("grid.docx", "grid-of-21.docx", GRID_OF_21, ["21 lines"]),
        ("demo.docx", "demo-wrong-marks.docx", WRONG_SIDE + WRONG_CONTENTS + BROKEN_DATE,
         ["the number is", "contents: ", "navigation: ", "takes more than a line"]),
        ("demo.docx", "demo-loose-tables.docx", LOOSE_TABLES,
         ["the head is not repeated", "leaves the text box", "a table ends alone"]),
        ("ending.docx", "ending-alone.docx", LOOSE_TABLES[:1], ["signature: alone"]),
    ]:
        if path.name == name:
            yield changed(path, work / copy, changes), wanted
