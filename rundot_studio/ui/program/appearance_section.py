"""How the window looks and moves."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.ui.controls.language import LANGUAGE, LANGUAGES, language_wanted, spoken
from rundot_studio.ui.controls.segment import Segment
from rundot_studio.ui.session.appearance import MOTIONS, SYSTEM, TEXT_PERCENTS, THEMES, Appearance
from rundot_studio.ui.session.window_memory import WindowMemory

from .page import PreferenceRow, Section

translate = QCoreApplication.translate


class AppearanceSection(Section):
    def __init__(self, appearance: Appearance, memory: WindowMemory) -> None:
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
        name_of_language = translate("AppearanceSection", "Language")
        codes = [(code, words, words) for code, words in LANGUAGES.items()]
        self.language = Segment(name_of_language, [(SYSTEM, themes[SYSTEM], themes[SYSTEM]), *codes])
        self._later = translate("AppearanceSection", "The window speaks it from its next start.")
        row = self.add(
            PreferenceRow(name_of_language, "", self.language, also="language sprache english deutsch german")
        )
        kept = memory.text(LANGUAGE)
        self.language.choose(kept if kept in LANGUAGES else SYSTEM)
        self.language.chosen.connect(lambda code: self._choose_language(memory, row, code))
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

    def _choose_language(self, memory: WindowMemory, row: PreferenceRow, code: str) -> None:
        memory.put(LANGUAGE, code)
        row.show_more(self._later if language_wanted(code) != spoken() else "")
