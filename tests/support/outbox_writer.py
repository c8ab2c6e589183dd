"""A process that publishes until it is killed, and says after each record that it is taken."""

import sys
from pathlib import Path

from connectors.departments.outbox.box import Outbox
from connectors.departments.outbox.frame import Letter


def main(folder: str, forget_every: int) -> None:
    """Append for ever; now and then remember the oldest records as sent, as a flush would."""
    box = Outbox(Path(folder))
    while True:
        places = box.append([letter(box.waiting + extra) for extra in range(3)])
        sys.stdout.write(f"taken {places[-1]}\n")
        sys.stdout.flush()
        if forget_every and places[-1] % forget_every == 0:
            oldest = next(box.unsent())[0]
            box.sent_up_to(oldest + 1)
            sys.stdout.write(f"sent {oldest + 1}\n")
            sys.stdout.flush()


def letter(number: int) -> Letter:
    """A message whose size varies, so that kills fall into all parts of a frame."""
    return Letter(topic="credit.events.tax", record_no=f"N{number}", message=b"x" * (number % 997))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
