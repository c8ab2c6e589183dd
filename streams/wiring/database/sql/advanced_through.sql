SELECT max(arguments ->> 'through')
  FROM command WHERE name = 'day.advance' AND entry IS NOT NULL
