"""The palette keeps the contrasts that the pages rely on, recomputed from the sheet."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[3] / "api" / "web" / "static" / "tokens.css"
GROUNDS = ("bg", "surface", "sunken")
# Ratios on bg, surface and sunken, as the design promises them: light, then dark.
TEXTS = {
    "text": ((16.3, 17.0, 14.8), (15.1, 13.7, 15.8)),
    "muted": ((7.0, 7.3, 6.4), (9.0, 8.2, 9.5)),
    "link": ((7.7, 8.0, 7.0), (9.1, 8.3, 9.6)),
    "focus": ((5.2, 5.5, 4.8), (10.1, 9.2, 10.6)),
    "error": ((7.2, 7.5, 6.5), (8.9, 8.1, 9.3)),
    "ok": ((6.3, 6.5, 5.7), (10.1, 9.2, 10.6)),
    "line": ((3.5, 3.7, 3.2), (5.0, 4.6, 5.3)),
}
# Text on its own fill, then ink on the surface: light, dark.
STANCES = {
    "supports": ((6.1, 8.3), (6.4, 7.6)),
    "opposes": ((6.1, 5.9), (6.1, 8.0)),
    "neutral": ((12.0, 7.0), (7.4, 9.3)),
    "withholds": ((11.8, 9.5), (7.3, 7.8)),
    "contested": ((13.4, 12.3), (8.6, 7.4)),
}
ENOUGH_FOR_TEXT = 4.5
ENOUGH_FOR_CONTROLS = 3.0
ROUNDING = 0.06


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """Light and dark tokens; dark keeps what it does not change."""
    light, dark = SHEET.read_text("utf-8").split("@media", 1)
    found = [dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", part)) for part in (light, dark)]
    return found[0], found[0] | found[1]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, glossary)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") < ENOUGH_FOR_TEXT < contrast("#767676", "#FFFFFF")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_every_ground_as_promised(name, scheme):
    palette = palettes()[scheme]
    enough = ENOUGH_FOR_CONTROLS if name == "line" else ENOUGH_FOR_TEXT
    for ground, promised in zip(GROUNDS, TEXTS[name][scheme], strict=True):
        ratio = contrast(palette[name], palette[ground])
        assert ratio == pytest.approx(promised, abs=ROUNDING)
        assert ratio >= enough


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_stances_are_legible_on_their_fill_and_as_ink(stance, scheme):
    palette = palettes()[scheme]
    on_fill, as_ink = (pair[scheme] for pair in STANCES[stance])
    filled = contrast(palette[f"{stance}-text"], palette[stance])
    inked = contrast(palette[f"{stance}-ink"], palette["surface"])
    assert filled == pytest.approx(on_fill, abs=ROUNDING)
    assert inked == pytest.approx(as_ink, abs=ROUNDING)
    assert min(filled, inked) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_hatch_and_silence_are_legible_too(scheme):
    palette = palettes()[scheme]
    assert contrast(palette["withholds-text"], palette["withholds-hatch"]) >= ENOUGH_FOR_TEXT
    assert contrast(palette["unrecorded-text"], palette["surface"]) >= ENOUGH_FOR_TEXT
    assert contrast(palette["bg"], palette["link"]) >= ENOUGH_FOR_TEXT, "words on buttons"


def test_sheets_hold_no_foreign_address_and_no_data():
    for sheet in SHEET.parent.glob("*.css"):
        addresses = re.findall(r"url\(\"?([^\")]+)", sheet.read_text("utf-8"))
        assert all(address.startswith("fonts/") for address in addresses), sheet.name
        assert all((SHEET.parent / address).exists() for address in addresses)
