"""Møde: choose an agenda, freeze its numbers, show them on a full screen."""

from pages.parts import frame, meeting_home, meeting_keeping, meeting_planning, meeting_show

frame.enter()
meeting_planning.freeze_if_sent()
meeting = meeting_keeping.asked()
if meeting is None:
    meeting_planning.show()
elif (report := meeting_keeping.report(meeting.id)) is None:
    meeting_home.without_numbers(meeting)
elif meeting_show.is_asked():
    meeting_show.show(meeting, report)
else:
    meeting_home.show(meeting, report)
