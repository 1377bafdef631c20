"""How the window looks and moves."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.session.appearance import MOTIONS, SYSTEM, TEXT_PERCENTS, THEMES, Appearance

from .page import PreferenceRow, Section

translate = QCoreApplication.translate


class AppearanceSection(Section):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__("appearance", translate("AppearanceSection", "Appearance"))
        themes = {
            "dark": translate("AppearanceSection", "Dark"),
            "light": translate("AppearanceSection", "Light"),
            SYSTEM: translate("AppearanceSection", "System"),
        }
        motions = {
            SYSTEM: translate("AppearanceSection", "System"),
            "full": translate("AppearanceSection", "Full"),
            "less": translate("AppearanceSection", "Less"),
        }
        name = translate("AppearanceSection", "Theme")
        self.theme = Segment(name, [(each, themes[each], themes[each]) for each in THEMES])
        name_of_text = translate("AppearanceSection", "Size of words")
        sizes = [(str(each), f"{each} %", f"{each} %") for each in TEXT_PERCENTS]
        self.text = Segment(name_of_text, [(SYSTEM, themes[SYSTEM], themes[SYSTEM]), *sizes])
        name_of_motion = translate("AppearanceSection", "Motion")
        self.motion = Segment(name_of_motion, [(each, motions[each], motions[each]) for each in MOTIONS])
        grey = translate("AppearanceSection", "Both are true grey, so that colours are judged right.")
        self.add(PreferenceRow(name, grey, self.theme, also="dark light colour color"))
        sized = translate("AppearanceSection", "Of all words in the window.")
        self.add(PreferenceRow(name_of_text, sized, self.text, also="font text scale"))
        moving = translate("AppearanceSection", "Less motion: finished pictures appear without a fade.")
        self.add(PreferenceRow(name_of_motion, moving, self.motion, also="animation fade reduced"))
        self._appearance = appearance
        self._show()
        self.theme.chosen.connect(appearance.set_theme)
        self.text.chosen.connect(lambda word: appearance.set_text(word if word == SYSTEM else int(word)))
        self.motion.chosen.connect(appearance.set_motion)
        appearance.changed.connect(self._show)

    def _show(self) -> None:
        self.theme.choose(self._appearance.theme)
        self.text.choose(str(self._appearance.text))
        self.motion.choose(self._appearance.motion)
