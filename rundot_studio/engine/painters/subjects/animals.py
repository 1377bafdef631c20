"""All animals, by the words that name them."""

from rundot_studio.engine.painters.figure import SubjectKind
from rundot_studio.engine.painters.subjects import birds, insects, mammals, pond, steeds
from rundot_studio.engine.painters.subjects.settle import settled

KINDS: tuple[SubjectKind, ...] = (
    *mammals.KINDS,
    *birds.KINDS,
    SubjectKind(
        "fish",
        ("fish", "goldfish", "clownfish", "koi", "piranha", "salmon"),
        settled(pond.fish),
        grounded=False,
        main="#f0862a",
    ),
    SubjectKind("frog", ("frog", "toad", "frog prince"), settled(pond.frog), main="#6ab84a"),
    SubjectKind("turtle", ("turtle", "tortoise", "sea turtle"), settled(pond.turtle), main="#5f9a4f"),
    SubjectKind(
        "bee", ("bee", "bumblebee", "wasp", "hornet", "honeybee"), settled(insects.bee), grounded=False, main="#f2b82a"
    ),
    SubjectKind("butterfly", ("butterfly", "moth"), settled(insects.butterfly), grounded=False, main="#3f8fe0"),
    SubjectKind("horse", ("horse", "pony", "stallion", "mare", "donkey"), settled(steeds.horse), main="#9a6238"),
    SubjectKind("unicorn", ("unicorn", "alicorn"), settled(steeds.unicorn), main="#f2eef4"),
)
