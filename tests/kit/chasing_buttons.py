"""What each button on a chasing message does, in plain words."""

from __future__ import annotations

WHAT_IT_DOES = {
    "accept": "says yes. The asking stops, and whoever called the meeting sees it.",
    "decline": "says no; the next best person is asked, and a name or information may be given instead.",
    "acknowledge": "says that the desk has the request. It is then asked for an officer.",
    "take_request": "says that they come themselves. The others on the desk see who.",
    "name_officer": "names who comes; that officer is asked at once.",
    "refuse_request": "asks why nobody can come. Somebody else is asked, and the convenor hears.",
    "connected": "says that they know the family. They stand aside, and somebody else is asked.",
    "take_back": "withdraws what went to the wrong person.",
    "phone_answer": "takes down what was said by phone.",
    "swap": "chooses somebody else for the seat.",
    "open_meeting": "opens the meeting's card.",
    "information_sent": "says that the information has gone the agency's own way.",
    "take_over": "makes the meeting theirs, with everything that is open.",
    "take_line": "makes that line theirs; until then it stays with whoever gave it.",
    "refuse_handover": "leaves it with whoever offered it, who is told.",
    "quick_time": "set that time with one press. What was understood is shown in full.",
    "timescale": "asks for a date, or for a time in one's own words.",
    "words": "shows the action's own words. Each reading is kept.",
    "more": "has everything else that may be said: not mine, ask me later, it has happened.",
    "owner": "asks who will do it.",
    "done": "asks what changed for the child, and ends it.",
    "put_off": "asks why, and for the new date. The second time a manager must agree.",
    "digest_hour": "asks at what hour the daily list should come.",
    "tick": "marks several as done with one answer.",
    "agree_longer": "makes the new date hold. The owner is told.",
    "keep_date": "leaves the date as it is. The owner is told whom to ring.",
    "why": "shows the reason. Each reading is kept.",
    "pad": "opens the form in which the actions are written down.",
}
