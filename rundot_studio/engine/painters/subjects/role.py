"""What makes a kind of person: dress, gear, face, and the choices left to the seed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A kind of person. Tuples are choices for the seed; an empty tuple means none of it.

    ``face``: human, goblin, orc, skull, robot, visor; ``ears``: reach of pointed ears; ``feminine``: None lets the seed
    choose; ``beard``: chance of one; ``cape``: chance of one; ``hair``: fringes, see ``heads.hair_in_front``;
    ``mains``: other main colours the seed may take where the prompt names none.
    """

    name: str
    words: tuple[str, ...]
    main: str
    outfit: tuple[str, ...]
    headgear: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    offhand: tuple[str, ...] = ()
    build: tuple[str, ...] = ("normal",)
    face: str = "human"
    skin: str | None = None
    ears: float = 0.0
    feminine: bool | None = None
    beard: float = 0.0
    cape: float = 0.0
    hair: tuple[str, ...] = ("short", "swept", "parted", "spiky")
    mood: str = "neutral"
    trims: tuple[str, ...] = ("#d8343f", "#e0a63c", "#3f8f9a", "#efe7d8", "#5a3f8a")
    hairs: tuple[str, ...] = ("#4a2a18", "#d9a441", "#2a1f2e", "#a8452c", "#7a5230", "#8a8694")
    pauldrons: str | None = None
    wings: str | None = None
    tail: bool = False
    glowing_eyes: bool = False
    colored_roles: tuple[str, ...] = ("main", "accent")
    pose: str | None = None
    bald: float = 0.0
    mains: tuple[str, ...] = ()
