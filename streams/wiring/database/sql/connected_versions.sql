-- All versions of these records, of those with any of the fact keys, of those about any target, of
-- orders with any of the numbers and of what is about one of these.
-- The keys are gathered first, so that every row is found by its index, however many there are.
SELECT record, number, topic_no, partition, "offset", appended_at, subject, related, fact_key,
       target, own_number, about_number, content_hash, key_version, payload
  FROM version
 WHERE record = ANY(ARRAY(
       SELECT unnest(%(records)s::uuid[])
       UNION
       SELECT record FROM version WHERE fact_key = ANY(%(facts)s::uuid[])
       UNION
       SELECT record FROM version WHERE target = ANY(%(targets)s::uuid[])
       UNION
       SELECT record FROM version WHERE own_number = ANY(%(numbers)s::uuid[])
       UNION
       SELECT record FROM version WHERE about_number = ANY(%(numbers)s::uuid[])))
