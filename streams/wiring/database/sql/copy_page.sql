COPY page (entry, topic_no, partition, offsets, outcomes, codes, fields, hints, record_nos, versions,
          event_ids, causes, judged_at)
FROM STDIN (FORMAT binary)
