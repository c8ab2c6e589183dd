UPDATE page AS p SET sent_at = %(now)s
  FROM unnest(%(entries)s::bigint[], %(topics)s::smallint[], %(partitions)s::integer[])
       AS s(entry, topic_no, partition)
 WHERE p.entry = s.entry AND p.topic_no = s.topic_no AND p.partition = s.partition
