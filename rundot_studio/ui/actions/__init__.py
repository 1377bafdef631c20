"""Everything the window can do, by name: menus, the palette, the shortcuts' sheet and the preferences read it here."""
