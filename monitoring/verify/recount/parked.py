"""Which records wait for something that has not come (D8)."""

from collections.abc import Iterable

from monitoring.verify.recount.attached import target_of
from monitoring.verify.recount.kinds.shape import Nature
from monitoring.verify.recount.orders import orders_of
from monitoring.verify.recount.version import RecordId, Version
from monitoring.verify.recount.world import World


def parked(world: World, versions: Iterable[Version]) -> set[RecordId]:
    """
    Records without a beginning or a subject, orders and attachments without what they are about.

    What was asserted and revoked waits for nothing. `versions`: those of the world, also of records
    that have no content yet.
    """
    standing = {record.id: record for record in world.records if record.stands}
    orders = orders_of(world.records)
    waiting = {version.record for version in versions if version.record not in standing}
    waiting |= {order.id for order in orders.all if orders.waits(order)}
    waiting |= {
        record.id
        for record in standing.values()
        if record.content.nature is Nature.ATTACHMENT
        and target_of(standing.values(), record) is None
    }
    return waiting - {record.id for record in world.records if record.asserted and record.revoked}
