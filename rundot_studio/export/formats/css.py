"""CSS sprites: a class per frame, and keyframes for animations whose frames have one size."""

from __future__ import annotations

from rundot_studio.export.naming import RULES, distinct, safe
from rundot_studio.export.sheet import Animation, Region, Sheet, scale_suffix


def write(sheet: Sheet) -> dict[str, str]:
    """One style sheet by its file's name. At a scale of 2 the page is shown at half its size."""
    prefix = safe(sheet.name, RULES["css"])
    names = distinct([safe(region.name, RULES["css"]) for region in sheet.regions])
    classes = {region.name: f"{prefix}-{name}" for region, name in zip(sheet.regions, names, strict=True)}
    rules = [f".{prefix} {{\n  display: inline-block;\n  background-repeat: no-repeat;\n"]
    if sheet.pixel_art:
        rules[0] += "  image-rendering: pixelated;\n"
    rules[0] += "}\n"
    rules += [_frame_rule(sheet, region, classes[region.name]) for region in sheet.regions]
    for animation in sheet.animations:
        rules += _animation_rules(sheet, animation, prefix)
    return {f"{sheet.name}{scale_suffix(sheet.scale)}.css": "\n".join(rules)}


def _frame_rule(sheet: Sheet, region: Region, name: str) -> str:
    page = sheet.pages[region.page]
    scale = sheet.scale
    left, top = region.offset
    right = region.source_size[0] - left - region.width
    bottom = region.source_size[1] - top - region.height
    lines = [
        f"width: {_px(region.width, scale)};",
        f"height: {_px(region.height, scale)};",
        f'background-image: url("{page.file}");',
        f"background-position: {_px(-region.x, scale)} {_px(-region.y, scale)};",
    ]
    if scale != 1:
        lines.append(f"background-size: {_px(page.width, scale)} {_px(page.height, scale)};")
    if region.trimmed:
        margins = " ".join(_px(each, scale) for each in (top, right, bottom, left))
        lines.append(f"margin: {margins};")
    return _rule(f".{name}", lines)


def _animation_rules(sheet: Sheet, animation: Animation, prefix: str) -> list[str]:
    name = f"{prefix}-{safe(animation.name, RULES['css'])}"
    regions = [sheet.region(frame) for frame in animation.frames]
    total = sum(region.duration_ms for region in regions)
    steps = []
    elapsed = 0
    for region in regions:
        share = f"{100 * elapsed / total:.4f}".rstrip("0").rstrip(".")
        left, top = region.offset
        keys = [
            f"width: {_px(region.width, sheet.scale)}",
            f"height: {_px(region.height, sheet.scale)}",
            f'background-image: url("{sheet.pages[region.page].file}")',
            f"background-position: {_px(-region.x, sheet.scale)} {_px(-region.y, sheet.scale)}",
            f"translate: {_px(left, sheet.scale)} {_px(top, sheet.scale)}",
        ]
        steps.append(f"  {share}% {{ {'; '.join(keys)}; }}")
        elapsed += region.duration_ms
    repeat = "infinite" if animation.loop else "1 forwards"
    keyframes = f"@keyframes {name} {{\n" + "\n".join([*steps, steps[-1].replace(steps[-1].split("%")[0], "  100", 1)])
    return [f"{keyframes}\n}}\n", _rule(f".{name}-animation", [f"animation: {name} {total}ms step-end {repeat};"])]


def _rule(selector: str, lines: list[str]) -> str:
    return f"{selector} {{\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def _px(value: int, scale: float) -> str:
    text = f"{value / scale:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("0", "-0") else f"{text}px"
