"""What a picture is: made from words, or made from another picture."""

from enum import StrEnum


class PictureKind(StrEnum):
    GENERATED = "generated"
    CUTOUT = "cutout"
    UPSCALED = "upscaled"
    DEPTH = "depth"
