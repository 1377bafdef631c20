"""What macOS wants to know about the program: the property list of the app."""

import plistlib

from .version import version

IDENTIFIER = "studio.rundot.RundotStudio"
OLDEST_SYSTEM = "13.0"
"""Of the Qt that is locked."""
PICTURE_TYPES = ("public.png", "public.jpeg", "org.webmproject.webp", "com.compuserve.gif")


def info_plist() -> bytes:
    """The app is offered for pictures, and leaves their usual program in its place."""
    return plistlib.dumps(
        {
            "CFBundleExecutable": "rundot-studio",  # beside it lies the one for the command line and the workers
            "LSBackgroundOnly": False,
            "CFBundleName": "Rundot Studio",
            "CFBundleDisplayName": "Rundot Studio",
            "CFBundleIdentifier": IDENTIFIER,
            "CFBundleShortVersionString": version(),
            "CFBundleVersion": version(),
            "CFBundleDevelopmentRegion": "en",
            "CFBundleLocalizations": ["en", "de"],
            "LSMinimumSystemVersion": OLDEST_SYSTEM,
            "LSApplicationCategoryType": "public.app-category.graphics-design",
            "NSHighResolutionCapable": True,
            "NSHumanReadableCopyright": "MIT licence",
            "CFBundleDocumentTypes": [
                {
                    "CFBundleTypeName": "Picture",
                    "CFBundleTypeRole": "Viewer",
                    "LSHandlerRank": "Alternate",
                    "LSItemContentTypes": list(PICTURE_TYPES),
                }
            ],
        }
    )
