"""What is wrong with the audit, in plain words: where, and what was done, and never whose hand it was."""

from __future__ import annotations

from bot.app.audit_faults import Fault, Wrong

_WORDS = {
    Wrong.CHANGED: (
        "Entry {entry} at position {at} is not as it was linked: it was changed, or the one before it was taken out."
    ),
    Wrong.STRUCK_OUT: "Entry {entry} at position {at} is gone: it was struck out.",
    Wrong.LINKS_MISSING: "Links {at} to {until} are missing: they were struck out.",
    Wrong.LINK_CHANGED: "The link at position {at} was changed. Its entry {entry} was not.",
    Wrong.PUT_IN: "Entry {entry} at position {at} was put in between afterwards.",
    Wrong.MOVED: "Entry {entry} stands at position {at} and belongs at {until}: the order was changed.",
    Wrong.NOT_LINKED: "{count} without a link, and none is due to them: {entry} is the first. Put in past Quorate.",
    Wrong.CUT_OFF: "The chain ends at position {until}. It once reached {at}: what followed was cut off.",
    Wrong.REWRITTEN: "The link at position {at} is not the one that was written down: the chain was made anew.",
    Wrong.WAITS: "{count} waiting for a link for over a minute. Start Quorate, or run `quorate audit head`.",
    Wrong.LOST_BEFORE_LINK: "{count} gone that waited for a link: struck out.",
}
_LONGEST = 40


def words_of(fault: Fault) -> str:
    """One sentence."""
    count = "1 entry is" if fault.count == 1 else f"{fault.count} entries are"
    # Whoever tampered may have written anything into an id, and this goes to somebody's terminal.
    entry = "".join(each if each.isprintable() else "?" for each in fault.entry_id[:_LONGEST])
    return _WORDS[fault.wrong].format(at=fault.position, entry=entry, until=fault.until, count=count)
