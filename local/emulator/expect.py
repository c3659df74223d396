import sys
from importlib.metadata import version


def expect(condition, place):
    """Refuses to run on a release whose patched place has changed."""
    if not condition:
        sys.exit(
            f"MiniStack {version('ministack')} no longer fits local/emulator/ ({place} has changed): "
            "go back to the pinned version, or adapt the launcher and run the conformance tests."
        )
