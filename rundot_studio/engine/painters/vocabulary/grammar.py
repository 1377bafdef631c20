"""Words that steer the reading: cues, connecting words, signs, and words that carry nothing."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXTURE_CUES = _words(
    """
    material pattern seamless texture textured tile tileable tiled tiling
    """
)
"""Words that ask for a flat material."""

SCENE_CUES = _words(
    """
    backdrop biome environment landscape level panorama parallax scene scenery view vista wallpaper
    """
)
"""Words that ask for a place rather than a thing."""

HOLDING = _words(
    """
    bearing brandishing carrying casting drinking reading throwing has holding raising swinging using wielding with
    """
)
"""Words after which a thing goes into a hand."""

CONTAINING = _words(
    """
    containing filled full holding overflowing with
    """
)
"""Words after which a thing lies in a container."""

NEGATIONS = _words(
    """
    except excluding minus no not without
    """
)
"""Words that deny what follows."""

PLACING = _words(
    """
    above among at before behind beside by in inside near on over through under
    """
)
"""Words that begin a place."""

CONTAINERS = _words(
    """
    backpack bag barrel basket cauldron chest crate pot sack vase
    """
)
"""Subjects that open to show what is in them, by name."""

CREATURES = _words(
    """
    alien angel bat bear bee bird cat centaur cyclops demon dog dragon fairy fish fox frog gargoyle ghost goblin
    golem horse imp kobold lich lizardman mermaid mimic minotaur mummy ogre orc owl phoenix rabbit rat robot
    skeleton slime snail snake spider treant troll unicorn vampire werewolf wolf yeti zombie
    """
)
"""Subjects that are beasts or monsters, by name: before a person's name they decide ("skeleton knight")."""

STOP_WORDS = _words(
    """
    2d a above against an and and/or are around art artwork as at attacking background backgrounds be before behind
    below beside between by carrying containing create design down draw drawing fighting filled flying for from full
    game games generate guarding has have her here his holding image in indie inside into is it its like looking
    made make mobile my near of off on one onto or our out over paint pc picture platformer please riding rpg
    running s single sitting so some standing style styled such t that the their there these this those through to
    too under up very video walking want wearing which while who wielding with your
    """
)
"""Words that carry nothing to paint; they are neither used nor ignored."""

LONE_CUES = frozenset(
    {
        "sprite",
        "asset",
        "item",
        "character",
        "isolated",
        "cutout",
        "cut out",
        "object",
        "prop",
        "collectible",
        "pickup",
        "token",
        "portrait",
        "avatar",
        "mascot",
        "logo",
    }
)
"""Words that ask for a thing by itself."""

VIEW_WORDS: Mapping[str, str] = {
    "close up": "close",
    "closeup": "close",
    "close-up": "close",
    "headshot": "close",
    "head shot": "close",
    "bust": "close",
    "portrait": "close",
    "full body": "full",
    "whole body": "full",
}

REFERENCE_PHRASES = (
    "the reference",
    "this reference",
    "reference image",
    "same as reference",
    "like the reference",
    "as the reference",
    "the photo",
    "this photo",
    "the image",
    "this image",
    "the picture",
    "this picture",
    "the original",
    "in this style",
    "redraw",
    "restyle",
    "repaint",
    "convert",
    "turn into",
    "make it",
)
"""Phrases that speak of the reference picture itself."""

EMOJI: Mapping[str, str] = {
    "🐉": "dragon",
    "🐲": "dragon",
    "🔥": "fire",
    "🗡": "sword",
    "⚔": "sword",
    "🛡": "shield",
    "🏰": "castle",
    "💎": "gem",
    "❤": "heart",
    "👻": "ghost",
    "🤖": "robot",
    "🍄": "mushroom",
    "🌲": "pine",
    "🌳": "tree",
    "🧙": "wizard",
    "👑": "crown",
    "💀": "skull",
    "🔑": "key",
    "🗝": "key",
    "🚀": "rocket",
    "🌊": "ocean",
    "🌋": "volcano",
    "🌙": "night",
    "⭐": "star",
    "🏹": "bow",
    "💣": "bomb",
    "🐱": "cat",
    "🐺": "wolf",
    "🦊": "fox",
    "🏜": "desert",
    "🏝": "beach",
    "🌃": "city",
    "🌌": "space",
}
