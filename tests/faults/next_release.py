"""Another release than ours, made for a test: a copy of our code with a migration more."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.storage.floor import HEAD

ROOT = Path(__file__).parents[2]
_COPIED = ("bot", "adapters", "scheduling", "tests/__init__.py", "tests/kit", "tests/contract")
_MIGRATION = '''"""What only this release has."""

import sqlalchemy as sa
from alembic import op

from bot.storage.floor import raise_to

revision = "{number}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table, and a column with a default."""
    {first}
    op.create_table("novelty", sa.Column("id", sa.String(), primary_key=True))
    op.add_column("notice", sa.Column("novelty", sa.Integer(), nullable=False, server_default="0"))
'''


def next_release(folder: Path, *, breaking: bool = False) -> Path:
    """Its root. What it adds an older release may work beside, unless it is `breaking`."""
    for name in _COPIED:
        if (ROOT / name).is_dir():
            # With what is compiled already: reading all the code anew takes a while.
            shutil.copytree(ROOT / name, folder / name)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    first = f"raise_to(op.get_bind(), {HEAD + 1})" if breaking else "raise_to.__doc__"
    written = _MIGRATION.format(number=f"{HEAD + 1:04}", before=f"{HEAD:04}", first=first)
    (folder / f"bot/storage/migrations/versions/{HEAD + 1:04}_next.py").write_text(written)
    _its_ladder(folder / "bot/policy/default.toml")
    return folder


def _its_ladder(policy: Path) -> None:
    """This release chases differently: promises made before keep the ladder that they were made with."""
    text = policy.read_text()
    old = '{ after = { share = 0.5 }, step = "due", tell = ["owner"] }'
    policy.write_text(text.replace(old, old.replace("0.5", "0.4")))
