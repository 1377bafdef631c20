"""What a prompt was understood to ask for."""

from dataclasses import dataclass, field

from .color import Color
from .figure import SubjectKind, Traits
from .scenes import SceneKind
from .styles import StyleKind
from .textures import TextureKind


@dataclass(frozen=True)
class SubjectChoice:
    """One subject of the picture.

    ``colors`` replace the kind's ``colored_roles`` in turn; ``role_colors`` name palette roles outright ("in a purple
    robe"); ``element`` is a colour from what it is made of, weaker than a colour word.
    """

    kind: SubjectKind
    count: int = 1
    colors: tuple[Color, ...] = ()
    role_colors: tuple[tuple[str, Color], ...] = ()
    element: Color | None = None
    traits: Traits = field(default_factory=Traits)


@dataclass(frozen=True)
class Background:
    """The ground behind a lone subject: ``"studio"`` (the house gradient), ``"plain"`` or ``"transparent"``."""

    kind: str = "studio"
    color: Color | None = None


@dataclass(frozen=True)
class Reading:
    """A prompt, understood. ``used`` and ``ignored`` are the prompt's own words, in order, each once.

    ``guessed`` says that the prompt named nothing this painter knows, and that subject, scene or texture were chosen by
    its words. ``bare`` says that it names at most a style, a view or colours: with a reference picture, that one is
    meant. ``of_reference`` says that it speaks of the reference outright.
    """

    prompt: str = ""
    subjects: tuple[SubjectChoice, ...] = ()
    scene: SceneKind | None = None
    scene_colors: tuple[Color, ...] = ()
    style: StyleKind | None = None
    time: str | None = None
    weather: str | None = None
    texture: TextureKind | None = None
    texture_colors: tuple[Color, ...] = ()
    pattern: bool = False
    background: Background = field(default_factory=Background)
    view: str = "full"
    lone: bool = False
    avoid: frozenset[str] = frozenset()
    avoid_colors: tuple[Color, ...] = ()
    theme_colors: tuple[Color, ...] = ()
    guessed: bool = False
    bare: bool = False
    of_reference: bool = False
    used: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
