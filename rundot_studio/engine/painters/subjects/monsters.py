"""All monsters, by the words that name them."""

from rundot_studio.engine.painters.figure import SubjectKind
from rundot_studio.engine.painters.subjects import brutes, crawlers, dragons, spooks
from rundot_studio.engine.painters.subjects.settle import settled

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "slime",
        ("slime", "blob", "ooze", "jelly", "gelatinous cube", "king slime"),
        settled(spooks.slime),
        main="#5fcf4f",
    ),
    SubjectKind(
        "ghost",
        ("ghost", "spirit", "phantom", "specter", "spectre", "wraith", "poltergeist"),
        settled(spooks.ghost),
        grounded=False,
        main="#dfe8ff",
    ),
    SubjectKind(
        "beholder",
        ("beholder", "eyeball", "eye monster", "floating eye", "cyclops"),
        settled(spooks.beholder),
        grounded=False,
        main="#8a5fa8",
        colored_roles=("main", "glow"),
    ),
    SubjectKind("bat", ("bat", "vampire bat", "cave bat"), settled(crawlers.bat), grounded=False, main="#5a4a78"),
    SubjectKind("spider", ("spider", "tarantula", "arachnid", "black widow"), settled(crawlers.spider), main="#4a3a48"),
    SubjectKind("imp", ("imp", "little devil", "gargoyle", "familiar"), settled(brutes.imp), main="#c8403a"),
    SubjectKind(
        "mimic",
        ("mimic", "chest monster", "monster chest"),
        settled(brutes.mimic),
        main="#8a5a34",
        colored_roles=("wood", "metal"),
    ),
    SubjectKind(
        "golem",
        ("golem", "stone golem", "rock monster", "earth elemental", "elemental"),
        settled(brutes.golem),
        main="#8f8a96",
        colored_roles=("main", "glow"),
    ),
    SubjectKind(
        "dragon", ("dragon", "drake", "wyvern", "wyrm", "baby dragon"), settled(dragons.dragon), main="#4aa35a"
    ),
    SubjectKind(
        "snake",
        ("snake", "serpent", "cobra", "viper", "python snake", "basilisk"),
        settled(crawlers.snake),
        main="#5f9a3f",
    ),
    SubjectKind(
        "plant monster",
        ("plant monster", "carnivorous plant", "venus flytrap", "flytrap", "piranha plant", "man-eating plant"),
        settled(brutes.plant_monster),
        main="#c23a5a",
        colored_roles=("main", "leaf"),
    ),
    SubjectKind(
        "kraken",
        ("kraken", "octopus", "squid", "cthulhu", "tentacle monster"),
        settled(crawlers.kraken),
        main="#a84a78",
    ),
    SubjectKind(
        "dinosaur",
        ("dinosaur", "dino", "t-rex", "trex", "tyrannosaurus", "lizard", "lizardman", "kaiju"),
        settled(dragons.dinosaur),
        main="#6fae4f",
    ),
)
