"""Files of others: exactly those the manifest names, unchanged, licensed, and none from elsewhere."""

import hashlib
import json
import re

from tests.conftest import ROOT

VENDOR = ROOT / "web" / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


def test_every_vendored_file_is_the_one_in_the_manifest() -> None:
    named = {f"{entry['name']}-{entry['version']}/{file}": digest
             for entry in MANIFEST for file, digest in entry["files"].items()}  # fmt: skip
    found = {str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
             for path in VENDOR.rglob("*") if path.is_file() and path.name != "manifest.json"}  # fmt: skip
    assert found == named


def test_every_package_brings_its_licence() -> None:
    for entry in MANIFEST:
        assert entry["licence"]
        assert (VENDOR / f"{entry['name']}-{entry['version']}" / "LICENSE").stat().st_size > 200


def test_templates_and_styles_ask_nothing_of_another_site() -> None:
    texts = [*(ROOT / "web" / "templates").rglob("*.html"), ROOT / "web" / "static" / "alokon.css"]
    assert len(texts) > 5
    assert [
        path for path in texts if re.search(r"""(src|href)=["'](https?:)?//|url\(["']?(https?:)?//""", path.read_text())
    ] == []


def test_templates_name_files_that_exist() -> None:
    base = (ROOT / "web" / "templates" / "base.html").read_text()
    named = re.findall(r"asset\('([^']+)'\)", base)
    assert len(named) == 5
    assert all((ROOT / "web" / "static" / name).is_file() for name in named)
