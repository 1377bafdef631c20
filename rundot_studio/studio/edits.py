"""Pictures changed by hand: stored as children of what they were changed from, without any service."""

import secrets
from typing import TYPE_CHECKING

from rundot_studio import __version__
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import BRUSH, EditedRecipe, SourceImage
from rundot_studio.library.library import Library, now

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONNECTION = "studio"


def store_corrected(library: Library, parent: Picture, rgba: "NDArray[np.uint8]") -> Picture:
    """A cut-out whose alpha was corrected with the brush: straight RGBA of shape (height, width, 4).

    Blocking; whoever calls it announces the picture. Raises LibraryUnusable or DiskFull.
    """
    from rundot_studio.imaging import codec

    data = codec.encode_png(rgba)
    return store_edit(library, parent, data, (rgba.shape[1], rgba.shape[0]), BRUSH)


def store_edit(
    library: Library, parent: Picture, data: bytes, size: tuple[int, int], tool: str, has_alpha: bool = True
) -> Picture:
    """A PNG that was made of ``parent`` with ``tool``; ``size`` is (width, height). As above."""
    recipe = EditedRecipe(SourceImage(place=parent.path, picture_id=parent.id), tool)
    engine = f"Rundot Studio brush {__version__}" if tool == BRUSH else tool
    answer = Answer(url="", engine=engine, procedural=parent.procedural)
    job = Job(secrets.token_hex(5), recipe, CONNECTION, now(), JobState.ANSWERED, parent_id=parent.id, answer=answer)
    return library.store(job, data, "png", size, has_alpha)
