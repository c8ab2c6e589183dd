"""What the hub knows of a subject as lines for a terminal."""

from collections.abc import Iterator

from streams.reading.subject import SubjectSeen


def subject_lines(seen: SubjectSeen) -> Iterator[str]:
    """What was seen, line by line."""
    when = seen.as_of
    stale = f" (may be out of date: {when.stale})" if when.stale else ""
    yield f"as of {when.day or 'no day yet'}{stale}"
    if seen.subject_key is None:
        yield "The hub has never heard of this subject."
        return
    yield f"subject {seen.subject_key}"
    yield f"\nfacts: {len(seen.facts)}"
    for fact in seen.facts:
        role = f" as {fact.role}" if fact.role else ""
        yield f"  {fact.order or fact.kind} {fact.document_no or fact.case_no}{role}: {fact.state}"
        if fact.list_code:
            yield f"    {fact.colour} list {fact.list_code} {fact.list_name}".rstrip()
        last = f", until {fact.effective_until}" if fact.effective_until else ""
        yield f"    decided {fact.decided_on} by {fact.authority}{last}"
        for told in fact.provenance:
            ruling = ", rules" if told.rules else ""
            place = f"{told.topic}/{told.partition}/{told.offset}"
            yield f"    {told.department} {told.record_no} version {told.version}, {place}{ruling}"
    yield f"\nmeasures decided: {len(seen.measures)}"
    for measure in seen.measures:
        until = measure.valid_until or "it is lifted"
        yield f"  {measure.measure} {measure.name} at {measure.partner} until {until}"
        yield f"    {measure.binding} {measure.effect}, {measure.state}, {measure.directive_id}"
        yield f"    {'; '.join(measure.legal_basis)}"
        for ground in measure.grounds:
            yield f"    because of {ground.department} {ground.record_no} ({ground.trigger})"
    yield f"\nlifts not confirmed yet: {len(seen.lifts)}"
    for lift in seen.lifts:
        yield f"  {lift.measure} {lift.name} at {lift.partner}, decided {lift.decided_on}"
        yield f"    {lift.state} {lift.code}".rstrip() + f", {lift.directive_id}"
    yield f"\ndid not follow: {len(seen.not_followed)}"
    for refused in seen.not_followed:
        yield f"  {refused.measure} {refused.name}: {refused.code} {refused.reason}"
        yield f"    {refused.department} {refused.record_no} ({refused.trigger})"
    yield f"\nwaiting: {len(seen.waiting)}"
    for task in seen.waiting:
        yield f"  {task.kind} {task.department} {task.record_no}: {task.detail}"
