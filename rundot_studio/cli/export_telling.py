"""What export tells: as lines for people, or as one JSON document."""

from pathlib import PurePath
from typing import Any

from rundot_studio.export.checks import Finding
from rundot_studio.export.updating import FileUpdate, UpdatePlan
from rundot_studio.studio.exports import ExportPlan

from .report import print_json, problem_json


def tell(plan: ExportPlan, *, as_json: bool, written: bool) -> None:
    if as_json:
        print_json(_document(plan, written=written))
        return
    for file in plan.files:
        print(f"{file.change.value:>8}  {plan.project.root / file.path}")
    if plan.rendered is not None:
        for sheet in plan.rendered.sheets:
            sizes = ", ".join(f"{page.width}x{page.height}" for page in sheet.pages)
            filled = f"{plan.rendered.efficiency:.0%} filled"
            print(f"{len(sheet.regions)} frames on {sizes} at @{sheet.scale:g}x, {filled}")
    for finding in plan.findings:
        mend = " (--fix mends it)" if finding.fix is not None else ""
        print(f"{finding.severity.value}: {finding.message}{mend}")
    if plan.writing is not None:
        for path in plan.writing.orphans:
            print(f"left as it is, no part of this export any more: {path}")
    for note in plan.notes:
        print(f"note: {note}")


def tell_undone(paths: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"undone": paths})
        return
    for path in paths:
        print(f"as before  {path}")


def tell_updates(plans: list[UpdatePlan], newer: dict[str, list[str]], *, as_json: bool, written: bool) -> None:
    """``newer`` are pictures that were made from exported ones and not chosen, by the exported ones' ids."""
    if as_json:
        print_json(
            {"written": written, "projects": [_update_document(plan) for plan in plans], "newer": newer},
        )
        return
    for plan in plans:
        for update in plan.updates:
            for swap in update.swaps:
                how = "was changed" if swap.before == swap.after else f"{swap.before} -> {swap.after}"
                print(f"   frame  {update.link.name}/{swap.frame}  {how}")
            for file in update.files:
                print(f"{file.change.value:>8}  {plan.project / file.path}{_sizes(file)}")
            if update.refusal is not None:
                print(f"not updated: {update.link.name}: {update.refusal.message}")
            for note in update.notes:
                print(f"note: {note}")
    if not any(plan.updates for plan in plans):
        print("Nothing is newer than what was exported.")
    for before, after in newer.items():
        print(f"made from {before}, not chosen: {', '.join(after)}")


def _sizes(file: FileUpdate) -> str:
    if file.size_after is None:
        return ""
    after = "{}x{}".format(*file.size_after)
    if file.size_before is None or file.size_before == file.size_after:
        return f"  {after}"
    return "  {}x{} -> {}".format(*file.size_before, after)


def _update_document(plan: UpdatePlan) -> dict[str, Any]:
    return {
        "project": str(plan.project),
        "complaint": plan.complaint,
        "exports": [
            {
                "name": update.link.name,
                "target": update.link.target,
                "folder": update.link.folder,
                "frames": [{"frame": swap.frame, "before": swap.before, "after": swap.after} for swap in update.swaps],
                "files": [_file_document(file) for file in update.files],
                "refusal": problem_json(update.refusal.problem) if update.refusal is not None else None,
                "notes": list(update.notes),
            }
            for update in plan.updates
        ],
        "unchanged": [str(PurePath(link.folder, link.name)) for link in plan.waiting],
    }


def _file_document(file: FileUpdate) -> dict[str, Any]:
    return {
        "path": file.path,
        "change": file.change.value,
        "conflict": file.is_conflict,
        "frames": [swap.frame for swap in file.swaps],
        "sizeBefore": file.size_before,
        "sizeAfter": file.size_after,
        "bytesBefore": file.bytes_before,
        "bytesAfter": file.bytes_after,
    }


def _document(plan: ExportPlan, *, written: bool) -> dict[str, Any]:
    rendered = plan.rendered
    return {
        "project": str(plan.project.root),
        "written": written,
        "files": [{"path": str(plan.project.root / file.path), "change": file.change.value} for file in plan.files],
        "sheets": [
            {
                "name": sheet.name,
                "scale": sheet.scale,
                "pages": [{"file": page.file, "width": page.width, "height": page.height} for page in sheet.pages],
                "frames": [region.name for region in sheet.regions],
                "animations": [animation.name for animation in sheet.animations],
            }
            for sheet in (rendered.sheets if rendered is not None else ())
        ],
        "efficiency": round(rendered.efficiency, 4) if rendered is not None else 0,
        "findings": [_finding(finding) for finding in plan.findings],
        "orphans": plan.writing.orphans if plan.writing is not None else [],
        "notes": list(plan.notes),
        "refusal": problem_json(plan.refusal.problem) if plan.refusal is not None else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fixes = [{"action": fix.action.value, "label": fix.label, "changes": dict(fix.changes)} for fix in finding.fixes]
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "subjects": list(finding.subjects),
        "fixes": fixes,
    }
