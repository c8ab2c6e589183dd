-- A name that no other database has.
SELECT concat_ws('-', 'hub', c.system_identifier, d.oid)
  FROM pg_control_system() c, pg_database d
 WHERE d.datname = current_database()
