"""What relay and connector do, and what kills them."""

from random import Random

from schemas.catalogue.model import Channel
from simulation.sender import Sender
from simulation.world import World


def send(world: World, chance: Random) -> str:
    """A sender does its next thing: claim, publish or push, mark."""
    return one_sending(world, _sender(world, chance), chance)


def _sender(world: World, chance: Random) -> Sender:
    """Mostly one that has something to do."""
    every = [sender for _, sender in sorted(world.senders.items())]
    busy = [sender for sender in every if not sender.idle or _has_news(world, sender)]
    return chance.choice(busy if busy and chance.random() < 0.9 else every)


def _has_news(world: World, sender: Sender) -> bool:
    name, now = sender.partner.id, world.time.now
    open_now = sender.state.open_at(now)
    return open_now and bool(sender.outbox.due(name, world.holds[name], now))


def one_sending(world: World, sender: Sender, chance: Random, *, dies: bool = False) -> str:
    """What a sender does next."""
    now, name = world.time.now, sender.partner.id
    if sender.idle:
        said = sender.claim(world.law, world.holds[name], now, chance.choice((1, 3, 200)))
    elif sender.partner.channel is not Channel.TOPIC:
        said = sender.claim_ahead(world.law, world.holds[name], now)
        said += sender.push(world.partners[name], now, chance, dies=dies)
    elif sender.claimed or sender.results:
        said = sender.publish(now)
    else:
        said = sender.mark(now)
    return f"{name}: {said}"


def kill_sender(world: World, chance: Random) -> str:
    """A sender dies after a step, or loses its session and goes on all the same."""
    sender = _sender(world, chance)
    said = one_sending(world, sender, chance, dies=chance.random() < 0.5)
    if sender.idle or chance.random() < 0.5:
        sender.forget()
        return f"{said}, then killed"
    fresh = Sender(partner=sender.partner, outbox=sender.outbox, broker=sender.broker)
    world.senders[sender.partner.id] = fresh
    sender.alive = False
    world.strays.append(sender)
    return f"{said}, then cut off"


def send_astray(world: World, chance: Random) -> str:
    """A sender that lost its session still sends what it had claimed."""
    if not world.strays:
        return "nobody is cut off"
    sender = chance.choice(world.strays)
    if not (sender.claimed or sender.results):
        world.strays.remove(sender)
        return "the last of it was sent"
    return one_sending(world, sender, chance)
