"""What the review page itself says, in both languages of the people who work with it."""

from __future__ import annotations

from outreach.messages import msg

LABELS = {
    "review": msg("Review"),
    "how": msg(
        "Read each version, write comments where they belong, answer the questions of your role, then save the file and"
        " send it back. Nothing leaves this page by itself."
    ),
    "no_script": msg("Comments need JavaScript, which is off here. Everything else is complete."),
    "date": msg("Made on"),
    "state": msg("State"),
    "versions": msg("Versions"),
    "changed": msg("texts changed"),
    "compared": msg("Compared with what was approved last: {in} is new, {out} has gone."),
    "not_compared": msg("No approved version is kept, so nothing is compared."),
    "name": msg("Your name"),
    "role": msg("Your role"),
    "save": msg("Save the comments"),
    "count": msg("Comments and answers:"),
    "unnamed": msg("Write your name first."),
    "saved": msg("Saved. Send the file to whoever sent you this page."),
    "comment": msg("Comment"),
    "your_comment": msg("Your comment"),
    "remove": msg("Remove"),
    "open_comments": msg("Comments so far"),
    "open": msg("Open"),
    "answered": msg("Answered"),
    "lost": msg("its place is no more"),
    "checklist": msg("Checklist"),
    "yes": msg("Yes"),
    "no": msg("No"),
    "na": msg("Does not apply"),
    "shot": msg("Shot"),
    "listen": msg("the sound of this scene"),
    "synthetic": msg("The voice is synthetic (AI)."),
    "goes_on": msg("goes on"),
    "picture_changed": msg("picture changed"),
    "picture_new": msg("new picture"),
    "picture_lost": msg("picture changed; the approved one is not kept on this computer"),
    "pictures_gone": msg("Approved, and shown no more"),
    "no_picture": msg("Slides are not drawn here; this is what stands on it."),
    "notes": msg("what the speaker says"),
    "every_word": msg("Every spoken word"),
    "now": msg("Now"),
    "was": msg("Approved"),
    "same": msg("unchanged"),
    "new": msg("new"),
    "gone": msg("removed"),
    "other_words": msg("Other words"),
    "up": msg("To the top"),
}
ANSWERS = {"yes": LABELS["yes"], "no": LABELS["no"], "na": LABELS["na"]}
CUTS = {
    "talk": msg("The film"),
    "loop": msg("The film for a branch's screen"),
    "phone": msg("The film for phones"),
    "bumper": msg("The short film"),
}
SHEETS = {
    "deck": msg("Slides"),
    "leaflet": msg("Leaflet"),
    "trifold": msg("Trifold"),
    "poster": msg("Poster and roll-up"),
    "checklist": msg("Tick-box sheet"),
    "comic": msg("Comic strip"),
    "cards": msg("Pictures for social media"),
}
