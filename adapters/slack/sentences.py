"""The few sentences that only Slack needs; all else a person reads comes from the core."""

NOT_SAVED = "Not saved: something went wrong on our side. Please try again in a minute."
NOT_SHOWN = "Slack could not show our answer. Type {command} mine to see where things stand."
TOO_SLOW_TO_OPEN = "That took too long to open. Type {command} again — nothing you entered was lost."
PRESS_AGAIN = "That took too long to open. Press the button again — nothing you entered was lost."
CHOOSE_AGAIN = "That took too long to open. Choose it again from the message's menu — nothing was saved."
NOT_THIS_WORKSPACE = "Quorate is not set up for this Slack workspace. Please ask your own team lead how to reach it."
NOT_FOR_GUESTS = (
    "Quorate cannot take this from a guest or shared-channel account. "
    "Please use your own organisation's Slack or Teams, or ring the person who invited you."
)
OPEN_FORM = "Open the form"
FORM_WAITS = "Ready when you are."
ONE_MOMENT = "One moment…"
STOPPING = "Quorate is restarting. Nothing was saved. Please try again in a minute."
