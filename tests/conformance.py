"""Checks what the exporters made: every .docx in a folder against the Open XML schema, and every
datapackage.json against its own schemas by frictionless."""

import subprocess
import sys
from pathlib import Path

import docx
import frictionless


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
        failed = failed or not clean or paragraphs == 0
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


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sys.exit(main(folder) | data_packages(folder))
