"""Udforsk: any indicator by any dimension without SQL, and the SQL that it is."""

from pages.parts import explorer, frame

frame.enter()
explorer.page()
