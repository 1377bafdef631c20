"""Python's collector of reference cycles, held back while the window is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection meanwhile.

    Importing and building makes a hundred thousand objects that all stay; the collector would look through them again
    and again on the way to the first paint, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
