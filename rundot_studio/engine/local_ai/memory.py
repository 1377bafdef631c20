"""Room for a network in a worker: asked for before it is loaded, so that a large one is refused rather than killed."""

from pathlib import Path

from .weights import LocalAiError

GB = 1_000_000_000


def available_bytes(meminfo: Path = Path("/proc/meminfo")) -> int | None:
    """Memory and swap that can be had without pushing others out; None where the system does not tell."""
    try:
        lines = meminfo.read_text(encoding="ascii", errors="replace").splitlines()
        sizes = {name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)}
        return sizes["MemAvailable"] + sizes["SwapFree"]
    except (OSError, ValueError, KeyError, IndexError):
        return None


def make_room(title: str, memory_gb: float, meminfo: Path = Path("/proc/meminfo")) -> None:
    """Lifts the worker's own bound, which is that of a painter. Raises LocalAiError where there is too little."""
    available = available_bytes(meminfo)
    if available is not None and available < memory_gb * GB:
        raise LocalAiError(
            f"{title} needs about {memory_gb:g} GB of memory; {available / GB:.1f} GB are free.",
            "Close other programs, or switch it off: the engine's own way needs far less.",
            code="OUT_OF_MEMORY",
        )
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
