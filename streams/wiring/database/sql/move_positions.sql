UPDATE position AS p
   SET next_offset = m.following
  FROM unnest(%(topics)s::smallint[], %(partitions)s::integer[], %(expected)s::bigint[],
              %(next)s::bigint[]) AS m(topic_no, partition, expected, following)
 WHERE p.topic_no = m.topic_no
   AND p.partition = m.partition
   AND p.next_offset = m.expected
