"""How much Slack takes, in characters or in pieces (Block Kit reference).

Slack documents no limit for all blocks of a message together, but refuses with `msg_blocks_too_long` somewhat
above 12,000 characters of text; `TEXT_IN_MESSAGE` keeps a margin for the containers, which count too.
"""

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
TEXT_IN_MESSAGE = 9_000
TEXT_IN_VIEW = 30_000
SUMMARY = 1_000

HEADER = 150
SECTION = 3_000
CONTEXT = 2_000
FACT_LABEL = 150
FACTS_IN_BLOCK = 30
URL = 3_000

ACTIONS = 25
BESIDE = 10
"""A longer label beside a line is cut off on a telephone; it goes under the line."""
BUTTON = 75
BUTTON_VALUE = 2_000
CONFIRM_TEXT = 300
CONFIRM_WORD = 30

VIEW_WORD = 24
METADATA = 3_000
IDENTIFIER = 255
LABEL = 2_000
HINT = 2_000
PLACEHOLDER = 150
TYPED = 3_000

OPTIONS = 100
LISTED_OPTIONS = 10
OPTION_TEXT = 75
OPTION_VALUE = 150
