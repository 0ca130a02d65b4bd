"""Headings, table of contents and signature on the pages of a report; for pages.py."""

import re

from docx.oxml.ns import qn
from pdfminer.pdftypes import resolve1

from pages_wrong import tight


def words_of(paragraph):
    return tight("".join(text.text or "" for text in paragraph.iter(qn("w:t"))))


def styled(document, pattern):
    """The paragraphs whose style has an id like this, with what the pattern captures of it."""
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        found = style is not None and re.fullmatch(pattern, style.get(qn("w:val")))
        if found and words_of(paragraph):
            yield found, paragraph


def navigation(pages, sheets):
    """What a reader sees in the navigation pane: level, words and page number of each heading."""
    places = {page.page_obj.pageid: sheet for page, sheet in zip(pages.pages, sheets)}
    for level, title, target, action, _ in pages.doc.get_outlines():
        target = resolve1(target) or resolve1(resolve1(action)["D"])
        yield level, tight(title), places[target[0].objid].number


def check_contents(report, pages, sheets, document):
    """Every heading is in the navigation pane at its level; the table of contents has the real pages."""
    headings = [(1 if found[0] == "AnnexTitle" else int(found[1]), words_of(paragraph))
                for found, paragraph in styled(document, r"Heading([1-4])|AnnexTitle")]
    try:
        shown = list(navigation(pages, sheets))
    except Exception as error:  # The PDF of a document without headings has no outline at all.
        shown = []
        report.expect(not headings, f"navigation: {type(error).__name__}")
    report.expect([(level, words) for level, words, _ in shown] == headings,
                  f"navigation: {set(headings) ^ {(level, words) for level, words, _ in shown}}")
    report.counts["headings in the navigation"] += len(shown)
    rest = iter(shown)
    for found, paragraph in styled(document, r"TOC([12])"):
        entry = words_of(paragraph)
        level = int(found[1])
        place = next(((words, number) for at, words, number in rest
                      if at == level and re.fullmatch(rf"(附件[0-9]*)?{re.escape(words)}[0-9]+", entry)), None)
        if report.expect(place is not None, f"contents: {entry} is no heading"):
            right = entry.endswith(f"{place[0]}{place[1]}")
            report.expect(right, f"contents: {entry} stands on page {place[1]}")
            report.counts["entries of contents with their page"] += right


def check_signature(report, sheets, document):
    """The page with the date of signature has more than the signature and the list of annexes."""
    signed = [words_of(paragraph) for _, paragraph in styled(document, "Signature")]
    annexes = [words_of(paragraph) for _, paragraph in styled(document, "AnnexList")]
    ends = [sheet for sheet in sheets if tight(sheet.page.extract_text()).count("".join(signed))]
    if not report.expect(len(ends) == 1, f"signature: on {len(ends)} pages"):
        return
    rest = tight(ends[0].page.extract_text())
    for words in [*annexes, *signed]:
        rest = rest.replace(words, "", 1)
    rest = re.sub(r"—[0-9]+—", "", rest)
    beside = report.expect(bool(rest), f"signature: alone on page {ends[0].number}")
    report.counts["signatures beside text"] += beside
