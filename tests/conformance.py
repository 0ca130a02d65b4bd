"""Checks every .docx in a folder: no violation of the Open XML schema, and python-docx opens it."""

import subprocess
import sys
from pathlib import Path

import docx


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


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
