"""Walks the words of a prompt once, from left to right, and gathers what they ask for.

An adjective belongs to the next noun, or, where punctuation comes first, to the last; "with" puts things into hands.
"""

from collections.abc import Sequence
from typing import Any

from . import vocabulary
from .color import Color, hex_color
from .drafts import Avoided, Draft, Pending, can_hold, held_role
from .figure import SubjectKind
from .lexicon import Span
from .subjects.people import KINDS as PEOPLE

MOST_SUBJECTS = 3
NOUNS = ("subject", "scene", "item", "part", "texture")


class Interpreter:
    """Walks the spans once, from left to right."""

    def __init__(self, spans: Sequence[Span], avoided: Avoided) -> None:
        self.spans = spans
        self.avoided = avoided
        self.drafts: list[Draft] = []
        self.pending = Pending()
        self.shared: dict[str, Any] = {}
        self.loose_colors: list[Color] = []
        self.scene: Any = None
        self.scene_next_to: Span | None = None
        self.scene_colors: list[Color] = []
        self.first: dict[str, Any] = {}
        self.moods: list[tuple[tuple[str, ...], str]] = []
        self.cues: set[str] = set()
        self.texture: Any = None
        self.hinted_time: str | None = None
        self.holding = False
        self.containing = False
        self.used: list[Span] = []
        self.previous: Span | None = None
        everything = {kind for span in spans for kind in span.senses}
        self.has_place = any("scene" in span.senses and "subject" not in span.senses for span in spans)
        self._has_scene_cue = bool(everything & {"scene cue", "time", "weather", "mood scene"})
        self.wants_texture = any(
            token.lemma in vocabulary.TEXTURE_CUES for span in spans for token in span.tokens
        ) or any(span.text in ("abstract", "abstract art") for span in spans)

    # -- walking ------------------------------------------------------------------------------------------------

    def run(self) -> None:
        for place, span in enumerate(self.spans):
            if span.after_break:
                self._flush()
                self.holding = self.containing = False
            self._note_relation(span)
            if span.senses:
                self._take(span, place)
            self.previous = span
        self._flush()

    def _note_relation(self, span: Span) -> None:
        if span.senses and "subject" in span.senses:
            return
        if span.word in vocabulary.HOLDING:
            self.holding = True
        if span.word in vocabulary.CONTAINING:
            self.containing = True
        if span.word in vocabulary.PLACING:
            self.holding = self.containing = False

    def _use(self, span: Span) -> None:
        self.used.append(span)

    def _take(self, span: Span, place: int) -> None:
        senses = span.senses
        for cue in ("texture cue", "scene cue", "lone cue", "reference", "view", "background"):
            if cue in senses:
                self.cues.add(cue)
                self.first.setdefault(cue, senses[cue])
                self._use(span)
        if "weather" in senses:
            self.first.setdefault("weather", senses["weather"])
            self._use(span)
        if "mood scene" in senses:
            self.moods.append(senses["mood scene"])
            self._use(span)
        if self.wants_texture and "texture" in senses and self.texture is None and not self._is_adjective(span, place):
            self.texture = senses["texture"]
            self._use(span)
            return
        if self._take_adjective(span, place):
            return
        if "item" in senses and self._take_item(span):
            return
        if "part" in senses and self._take_part(span):
            return
        if "scene" in senses and "subject" in senses and self._describes_place(span, place):
            self._use(span)
        elif "scene" in senses and self._means_place(span, place):
            self._take_scene(span)
        elif "subject" in senses:
            self._take_subject(span, place)
        elif "texture" in senses and self.texture is None:
            self.texture = senses["texture"]
            self._use(span)
        if "style" in senses and "subject" not in senses:
            self.first.setdefault("style", senses["style"])
            self._use(span)
        if "time" in senses and "color" not in senses:
            self.first.setdefault("time", senses["time"])
            self._use(span)

    # -- adjectives ---------------------------------------------------------------------------------------------

    def _noun_follows(self, place: int) -> bool:
        """Whether a noun comes before the next break or connecting word."""
        for span in self.spans[place + 1 : place + 5]:
            stops = not span.senses and span.word in vocabulary.STOP_WORDS and span.word != "of"
            if span.after_break or stops:
                return False
            if any(noun in span.senses for noun in NOUNS):
                return True
        return False

    def _is_adjective(self, span: Span, place: int) -> bool:
        return ("color" in span.senses or "element" in span.senses) and self._noun_follows(place)

    def _take_adjective(self, span: Span, place: int) -> bool:
        """Colours, elements, sizes, moods, flags and counts wait for their noun. True if nothing else is meant."""
        senses = span.senses
        noun_too = any(noun in senses for noun in NOUNS if noun != "item" or self.holding)
        follows = self._noun_follows(place)
        taken = False
        if "color" in senses and (follows or not noun_too):
            self.pending.colors.append(hex_color(senses["color"]))
            taken = True
        elif "element" in senses and follows and not self.wants_texture:
            color, glows = senses["element"]
            self.pending.element = hex_color(color)
            if glows:
                self.pending.traits["glowing"] = True
            taken = True
        if "size" in senses:
            self.pending.traits["size"] = senses["size"]
            taken = True
        if "mood" in senses:
            self.pending.traits["mood"] = senses["mood"]
            taken = True
        if "flag" in senses:
            self.pending.traits[senses["flag"]] = True
            taken = True
        if "possession" in senses and self.holding and self.drafts:
            self.drafts[-1].traits[senses["possession"]] = True
            self._use(span)
            return True
        if "number" in senses and not follows and self.drafts and self.previous and "subject" in self.previous.senses:
            self.drafts[-1].count = senses["number"]  # "zombie horde"
            self._use(span)
            return True
        if "number" in senses and (follows or noun_too):
            self.pending.count = senses["number"]
            taken = True
        if span.text == "dark":
            taken = self._take_dark(place) or taken
        if taken:
            self.pending.spans.append(span)
            self._use(span)
        return taken and not (noun_too and not follows)

    def _take_dark(self, place: int) -> bool:
        """ "dark knight" is an evil one in black; "dark forest" and plain "dark" mean night."""
        following = next((s for s in self.spans[place + 1 :] if s.senses), None)
        if following is not None and not following.after_break and "subject" in following.senses:
            self.pending.traits["evil"] = True
            self.pending.element = hex_color(vocabulary.COLORS["black"])
            return True
        return False

    def _flush(self) -> None:
        """Adjectives that met no noun describe the last subject, or everything."""
        pending, self.pending = self.pending, Pending()
        if pending.empty:
            return
        if self.drafts:
            draft = self.drafts[-1]
            draft.colors.extend(pending.colors)
            draft.element = draft.element if pending.element is None else pending.element
            draft.traits.update(pending.traits)
        elif self.scene is not None and pending.colors:
            self.scene_colors.extend(pending.colors)
        else:
            self.loose_colors.extend(pending.colors)
            self.shared.update(pending.traits)

    # -- nouns --------------------------------------------------------------------------------------------------

    def _take_item(self, span: Span) -> bool:
        """Something for the hand of the last subject. False if there is none to hold it."""
        if not (self.holding and self.drafts and can_hold(self.drafts[-1].kind)):
            return False
        traits = self.drafts[-1].traits
        item = span.senses["item"]
        hand = "holding" if "holding" not in traits else "offhand"
        if hand == "holding" and item == "shield":
            hand = "offhand"
        traits.setdefault(hand, item)
        if self.pending.colors:
            self.drafts[-1].roles.append((held_role(item), self.pending.colors[0]))
        elif self.pending.element is not None:
            self.drafts[-1].roles.append(("glow", self.pending.element))
        self.pending = Pending()
        self._use(span)
        return True

    def _take_part(self, span: Span) -> bool:
        """A coloured part of the subject at hand: "red cape". Without a colour there is nothing to do."""
        if "subject" in span.senses and not (self.drafts and self.pending.colors and self.holding):
            return False
        if not self.drafts or not self.pending.colors:
            return "subject" not in span.senses and self.drafts != []
        for role in span.senses["part"]:
            self.drafts[-1].roles.append((role, self.pending.colors[0]))
        self.pending = Pending()
        self._use(span)
        return True

    def _means_place(self, span: Span, place: int) -> bool:
        """A word such as "castle" is a place when something else stands in it, or when a landscape is meant."""
        if "subject" not in span.senses:
            return True
        if self.first.get("style") is not None and self.first["style"].name == "icon":
            return False
        others = [s for k, s in enumerate(self.spans) if k != place]
        if any("lone cue" in s.senses or "background" in s.senses for s in others):
            return False
        if any(s.senses.get("style") is not None and s.senses["style"].name == "icon" for s in others):
            return False
        if span.tokens[-1].lemma == span.senses["scene"].name:
            return True
        thing = any("subject" in s.senses and "scene" not in s.senses for s in others)
        return thing or self._has_scene_cue or any("scene" in s.senses for s in others)

    def _take_scene(self, span: Span) -> None:
        scene = span.senses["scene"]
        touching = self.previous is self.scene_next_to and self.previous is not None and not span.after_break
        named_place = "subject" in span.senses
        if self.scene is None or touching or named_place:
            self.scene = scene
        for token in span.tokens[:-1]:  # "dark forest" is a phrase of its own, and dark still
            if token.lemma in vocabulary.TIME_WORDS:
                self.first.setdefault("time", vocabulary.TIME_WORDS[token.lemma])
        if touching and self.previous is not None and vocabulary.WINTRY & {t.lemma for t in self.previous.tokens}:
            self.first.setdefault("weather", "snow")
            self.hinted_time = "winter"
        for token in span.tokens:
            self.hinted_time = self.hinted_time or vocabulary.HOUR_OF_PLACE.get(token.lemma)
        self.scene_next_to = span
        self.scene_colors.extend(self.pending.colors)
        if self.pending.element is not None and not self.pending.colors:
            self.scene_colors.append(self.pending.element)
        if self.pending.traits:
            self.shared.update({k: v for k, v in self.pending.traits.items() if k == "mood"})
        self.pending = Pending()
        self._use(span)

    def _take_subject(self, span: Span, place: int) -> None:
        kind: SubjectKind = span.senses["subject"]
        if kind.name in vocabulary.SKY_THINGS and not self.drafts and (self.has_place or self.texture is not None):
            return
        if self._describes_place(span, place) or kind.name in self._scenery() or self._says_again(span, kind):
            self._use(span)
            self.pending = Pending()
            return
        if self.containing and self.drafts and self.drafts[-1].kind.name in vocabulary.CONTAINERS:
            self.drafts[-1].traits["open"] = True
            self.drafts[-1].colors.extend(self.pending.colors[:1])
            self.pending = Pending()
            self._use(span)
            return
        draft = self._compound(kind, span) or self._new_draft(kind)
        if draft is None:
            return
        self._use(span)
        pending, self.pending = self.pending, Pending()
        draft.colors.extend(pending.colors)
        self._inner_adjectives(draft, span)
        draft.element = pending.element if pending.element is not None else draft.element
        draft.traits.update(pending.traits)
        if pending.count is not None:
            draft.count = pending.count
        elif span.plural:
            draft.count = max(draft.count, 3)
        self.holding = False

    def _describes_place(self, span: Span, place: int) -> bool:
        """ "alien landscape" has no alien in it, "tavern interior" no tavern seen from outside."""
        following = self.spans[place + 1] if place + 1 < len(self.spans) else None
        if following is None or following.after_break or not {"scene", "scene cue"} & following.senses.keys():
            return False
        return bool({"time", "mood scene", "scene"} & span.senses.keys())

    def _says_again(self, span: Span, kind: SubjectKind) -> bool:
        """ "character, a rogue" is the rogue alone; "healing potion, bottle" one potion."""
        named = (s.senses["subject"] for s in self.spans if "subject" in s.senses and s is not span)
        if "lone cue" in span.senses or kind.name == "creature":
            return any(other != kind for other in named)
        last = self.drafts[-1].kind.name if self.drafts else ""
        return span.after_break and self.pending.empty and last != kind.name and last.endswith(kind.name)

    def _scenery(self) -> frozenset[str]:
        """What the scene named before shows by itself: "dungeon with torches" needs no torch in front."""
        return frozenset() if self.scene is None else vocabulary.SCENERY.get(self.scene.name, frozenset())

    def _new_draft(self, kind: SubjectKind) -> Draft | None:
        if len(self.drafts) >= MOST_SUBJECTS:
            return None
        self.drafts.append(Draft(kind))
        return self.drafts[-1]

    def _compound(self, kind: SubjectKind, span: Span) -> Draft | None:
        """Two names side by side make one thing: "skeleton knight" is a skeleton, "mushroom house" a house."""
        touching = self.previous is not None and "subject" in self.previous.senses and not span.after_break
        if not touching or not self.drafts or not self.pending.empty:
            return None
        first = self.drafts[-1]
        if kind.name == "creature" or (kind.name in vocabulary.CONTAINERS and first.kind.name in vocabulary.CREATURES):
            return first  # "slime monster" is a slime, "mimic chest" a mimic
        if kind not in PEOPLE or first.kind.name not in vocabulary.CREATURES:
            if first.kind.main is not None and first.kind not in PEOPLE:
                first.element = hex_color(first.kind.main)
            first.kind = kind
        return first

    def _inner_adjectives(self, draft: Draft, span: Span) -> None:
        """Colours and elements inside a phrase of the lexicon: "health potion", "ruby ring"."""
        if len(span.tokens) < 2 or draft.colors:
            return
        for token in span.tokens[:-1]:
            if token.lemma in vocabulary.COLORS:
                draft.colors.append(hex_color(vocabulary.COLORS[token.lemma]))
            elif token.lemma in vocabulary.ELEMENTS:
                draft.element = hex_color(vocabulary.ELEMENTS[token.lemma][0])

    # -- result -------------------------------------------------------------------------------------------------

    def content_words(self) -> tuple[str, ...]:
        """The words a theme is drawn from when nothing was recognised."""
        return tuple(token.lemma for span in self.spans if not span.is_stop for token in span.tokens)
