"""An explanation as lines for a terminal."""

from collections.abc import Iterator

from streams.accept.codes import codes
from streams.reading.explanation import Explanation
from streams.reading.result_explanation import ResultExplanation


def explanation_lines(found: Explanation) -> Iterator[str]:
    """The explanation, line by line."""
    yield f"{found.action} {found.rule.measure} {found.rule.name} at {found.partner}"
    yield f"  directive  {found.directive_id}, number {found.n} of measure {found.measure_id}"
    yield f"  subject    {found.subject_key}"
    if found.instance:
        yield f"  instance   {found.instance}"
    yield f"  valid      {found.valid_from} to {found.valid_until or 'its lift'}"
    if found.reason:
        yield f"  reason     {found.reason}"
    yield f"  rule       edition {found.rule.list_version}, catalogue {found.rule.catalogue[:12]}"
    for clause in found.rule.clauses:
        yield f"  clause     {clause}"
    if found.rule.source:
        yield f"  source     {found.rule.source}"
    for ground in found.grounds:
        yield f"  ground     {ground.department} {ground.record_no} ({ground.trigger})"
        yield f"             fact {ground.fact_key or 'none of its own'}"
        for message in ground.messages:
            place = f"{message.topic}/{message.partition}/{message.offset}"
            yield f"             version {message.version} {message.action}, {place}"
    for now in found.held_up_by:
        yield f"  holds now  {now.department} {now.record_no} ({now.trigger})"
    decision = found.decision
    yield f"  decided    entry {decision.entry} ({decision.kind}), day {decision.day}"
    yield f"             {decision.judged_at.isoformat()}, code {decision.code_version}"
    delivery = found.delivery
    yield f"  state      {found.state} {found.code}".rstrip()
    if found.code in codes():
        yield f"             {codes()[found.code].title}. {codes()[found.code].advice}"
    if delivery.sequence is not None:
        yield f"  sequence   {delivery.sequence} after {delivery.previous_sequence or 0}"
        yield f"  sent       {delivery.sent_at.isoformat() if delivery.sent_at else 'not yet'}"
    if delivery.failures:
        yield f"  failed     {delivery.failures} times in a row, last: {delivery.last_error}"
    if delivery.aside_at is not None:
        yield f"  aside      since {delivery.aside_at.isoformat(timespec='seconds')}"
    for answer in found.answers:
        place = f"{answer.topic}/{answer.partition}/{answer.offset}"
        refused = f", refused {answer.refused}" if answer.refused else ""
        early = ", too early: its directive had no sequence yet" if answer.early else ""
        said = f"{answer.answer_no} {answer.result} {answer.reason_code}"
        yield f"  answer     {said}{refused}{early}"
        yield f"             {place}"
    for act in found.acts:
        yield f"  act        {act.name} {act.at.isoformat(timespec='seconds')}, {act.result}"
        yield f"             by {act.by}, because {act.because}"


def result_lines(found: ResultExplanation) -> Iterator[str]:
    """What a court was told, line by line."""
    result, delivery, decision = found.result, found.delivery, found.decision
    order = f"{result.order} {result.record_no}" if result.order else result.record_no
    yield f"result of {order} for {result.court}: {result.result} {result.reason_code}".rstrip()
    if result.reason_code in codes():
        told = codes()[result.reason_code]
        yield f"             {told.title}. {told.advice}"
    yield f"  result     {result.result_id}"
    yield f"  subject    {result.subject}"
    if result.original_order_no:
        yield f"  continues  {result.original_order_no}"
    if result.directive_id is None:
        yield "  directive  none: the order did not count, and nothing was sent"
    else:
        yield f"  directive  {result.directive_id} at {result.partner}, answer {result.answer_no}"
        yield f"             hub explain {result.directive_id}"
    yield f"  decided    entry {decision.entry} ({decision.kind}), day {decision.day}"
    yield f"             {decision.judged_at.isoformat()}, code {decision.code_version}"
    yield f"  state      {found.state}"
    if delivery.sequence is not None:
        yield f"  sequence   {delivery.sequence} after {delivery.previous_sequence or 0}"
        yield f"  told to    {delivery.partner} by {delivery.channel}"
    if delivery.sent_at is not None:
        yield f"  sent       {delivery.sent_at.isoformat()}"
    if delivery.failures or delivery.returned_at is not None:
        yield f"  failed     {delivery.failures} times in a row, last: {delivery.last_error}"
    if delivery.aside_at is not None:
        yield f"  aside      since {delivery.aside_at.isoformat(timespec='seconds')}"
    for act in found.acts:
        yield f"  act        {act.name} {act.at.isoformat(timespec='seconds')}, {act.result}"
        yield f"             by {act.by}, because {act.because}"
