"""What partners do, and what is done in their name."""

from random import Random
from uuid import uuid5

from connectors.partners.answer import Answer, Result, encoded
from schemas.codec import Decoded, decode_known, encode
from simulation.mood import Mood
from simulation.world import NOBODYS, World
from streams.send import signature


def read(world: World, chance: Random) -> str:
    """A partner with a topic or a folder reads on, and may die of it."""
    partner = world.some_partner(chance, lambda p: p.unread > 0)
    _maybe_dies(world, chance)
    return f"{partner.name}: {partner.read(chance, chance.choice((1, 5, 500)))}"


def _maybe_dies(world: World, chance: Random) -> None:
    if chance.random() < 0.1:
        partner = world.some_partner(chance)
        partner.desk.die(chance.choice(("before", "after")))


def answer(world: World, chance: Random) -> str:
    """A partner publishes one of its answers."""
    partner = world.some_partner(chance, lambda p: bool(p.unsaid))
    return f"{partner.name}: {partner.answer(world.time.now, chance)}"


def change_mood(world: World, chance: Random) -> str:
    """A partner's system fares otherwise from now on, or it thinks better of a refusal."""
    if chance.random() < 0.5:
        partner = world.some_partner(chance, lambda p: bool(p.refused))
        return f"{partner.name}: {partner.think_better()}"
    partner = world.some_partner(chance)
    partner.mood = chance.choice((Mood.WELL, Mood.WELL, Mood.AWAY, Mood.REFUSES, *Mood))
    return f"{partner.name}: {partner.mood}"


def ask_full_list(world: World, chance: Random) -> str:
    """A partner asks for all it should hold, in the midst of everything; or has to, soon."""
    partner = world.some_partner(chance)
    match chance.choice(("asks", "loses", "loses and asks")):
        case "loses":
            return f"{partner.name}: {partner.lose_some_ledger(chance)}"
        case "loses and asks":
            lost = partner.lose_some_ledger(chance)
            return f"{partner.name}: {lost}; {partner.reconcile(chance)}"
        case _:
            return f"{partner.name}: {partner.reconcile(chance)}"


def answer_wrongly(world: World, chance: Random) -> str:
    """A partner answers for another one, about nothing, or with what is no answer."""
    partner = world.some_partner(chance)
    rows = world.journal.outbox.rows.values()
    others = [r.directive.directive_id for r in rows if r.directive.key.partner != partner.name]
    about = chance.choice(others) if others and chance.random() < 0.6 else NOBODYS
    payload = encoded(Answer(directive_id=about, result=Result.EXECUTED, answer_no=99))
    if chance.random() < 0.3:
        payload = payload[: chance.randrange(len(payload))]
    at = world.broker.append(f"feedback.{partner.name}", payload, world.time.now)
    return f"{partner.name}: false answer at {at.offset}"


def forge(world: World, chance: Random) -> str:
    """Somebody sends a partner a directive with a higher number, signed by another key."""
    rows = [r for r in world.journal.outbox.rows.values() if r.body and r.body[:1] == b"\0"]
    if not rows:
        return "nothing to forge"
    row = chance.choice(rows)
    decoded = decode_known(row.body)
    assert isinstance(decoded, Decoded)
    forged = {"sequence": 900, "directive_id": str(uuid5(NOBODYS, "forged"))}
    fields = {**decoded.record, **forged}
    body, name = encode("credit.directives.Directive", fields), row.directive.key.partner
    return world.forged(name, body, signature.Signers(ed25519_seeds=(bytes(32),)))
