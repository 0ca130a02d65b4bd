"""Checks Word documents: no violation of the Open XML schema, python-docx opens each, and LibreOffice,
where there is one, makes a PDF of each.

    python documents.py FOLDER LEAST

reads every .docx below FOLDER and fails if there are fewer than LEAST.
"""

import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from openxml_audit import OpenXmlValidator


def audit(path: Path) -> tuple[list[str], int]:
    """Returns the violations of the schema, and how many paragraphs python-docx reads."""
    result = OpenXmlValidator(max_errors=20).validate(str(path))
    return [str(error) for error in result.errors], len(docx.Document(str(path)).paragraphs)


def not_opened(paths: list[Path]) -> list[Path] | None:
    """Returns the documents that LibreOffice makes no PDF of; none where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        numbered = []
        for number, path in enumerate(paths):
            numbered.append(out / f"{number}.docx")
            shutil.copy(path, numbered[-1])
        profile = f"-env:UserInstallation=file://{out}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
        subprocess.run([*command, *map(str, numbered)], capture_output=True, timeout=1800)
        pdfs = [copy.with_suffix(".pdf") for copy in numbered]
        made = [pdf.exists() and pdf.stat().st_size > 0 for pdf in pdfs]
    return [path for path, there in zip(paths, made) if not there]


def check(folder: Path, least: int) -> int:
    paths = sorted(folder.glob("**/*.docx"))
    failed = len(paths) < least
    print(f"{len(paths)} documents, at least {least} expected")
    with multiprocessing.Pool() as pool:
        for path, (violations, paragraphs) in zip(paths, pool.imap(audit, paths)):
            if violations or paragraphs == 0:
                failed = True
                print(f"{path}: {paragraphs} paragraphs, {len(violations)} violations", *violations, sep="\n  ")
    lost = not_opened(paths)
    if lost is None:
        print("not opened by LibreOffice, which is not installed")
    elif lost:
        failed = True
        print("LibreOffice makes no PDF of:", *lost, sep="\n  ")
    opened = "by the schema and python-docx" if lost is None else "by the schema, python-docx and LibreOffice"
    print(f"{len(paths)} documents {'refused' if failed else 'accepted'} {opened}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(check(Path(sys.argv[1]), int(sys.argv[2])))
