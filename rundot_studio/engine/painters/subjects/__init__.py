"""All subjects a prompt can name. Each module lists its own in ``KINDS``; here they only come together."""

from rundot_studio.engine.painters.figure import SubjectKind

SUBJECTS: tuple[SubjectKind, ...] = ()
