"""One version stands in the package, in the headers of the ontology and in the change log."""

import re
import tomllib

from tests.test_house import ROOT, tracked


def versions_in(turtle: str) -> set[str]:
    """Version numbers in `owl:versionIRI` and `owl:versionInfo` of an ontology header."""
    return set(re.findall(r'owl:versionI(?:RI <\S*/|nfo ")(\d+\.\d+\.\d+)[>"]', turtle))


def newest_in(changelog: str) -> str:
    heading = re.search(r"^## (\d+\.\d+\.\d+)\b", changelog, re.MULTILINE)
    assert heading, "the changelog has no heading with a version"
    return heading[1]


HEADED = (
    *("ontology/averment.ttl", "ontology/axioms.ttl", "ontology/axioms/*.ttl"),
    *("ontology/modules/*.ttl", "ontology/schemes/*.ttl"),
)


def test_one_version_everywhere():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headers = tracked(*HEADED)
    assert {str(p.relative_to(ROOT)): versions_in(p.read_text()) for p in headers} == {
        str(p.relative_to(ROOT)): {version} for p in headers
    }
    assert newest_in((ROOT / "CHANGELOG.md").read_text()) == version


def test_a_stray_version_is_found():
    assert versions_in('<x> owl:versionIRI <https://x/0.2.0> ; owl:versionInfo "0.1.0" .') == {
        "0.1.0",
        "0.2.0",
    }
    assert newest_in("# Changes\n\n## 0.2.0\n\n## 0.1.0\n") == "0.2.0"
