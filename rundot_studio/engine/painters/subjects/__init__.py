"""All subjects a prompt can name. Each module lists its own in ``KINDS``; here they only come together."""

from rundot_studio.engine.painters.figure import SubjectKind
from rundot_studio.engine.painters.subjects import people

SUBJECTS: tuple[SubjectKind, ...] = (*people.KINDS,)
