"""What a picture is: made from words, made from another picture, changed by hand, or drawn from many."""

from enum import StrEnum


class PictureKind(StrEnum):
    GENERATED = "generated"
    CUTOUT = "cutout"
    UPSCALED = "upscaled"
    DEPTH = "depth"
    CONTACT_SHEET = "contact-sheet"
    EDITED = "edited"
