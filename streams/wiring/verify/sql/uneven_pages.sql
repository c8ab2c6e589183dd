-- Pages whose arrays are not of one length.
SELECT p.entry, t.name, p.partition
  FROM page p JOIN topic t ON t.no = p.topic_no
 WHERE NOT (cardinality(p.offsets) = ALL (ARRAY[
           cardinality(p.outcomes), cardinality(p.codes), cardinality(p.fields),
           cardinality(p.hints), cardinality(p.record_nos), cardinality(p.versions),
           cardinality(p.event_ids), cardinality(p.causes)]))
 ORDER BY p.entry, t.name, p.partition
