"""A database that refuses to write an entry for a while, for a reason of the test's choice."""

from integration.line.ground import Ground

#: How often the journal is refused before it is taken.
TIMES = 2


def refuse_entries(town: Ground, sqlstate: str) -> None:
    """From now on the next `TIMES` rows of the journal are refused with this state."""
    town.observer.execute("CREATE SEQUENCE attempts")  # counts rolled back attempts too
    town.observer.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF nextval('attempts') <= {TIMES} THEN"
        f" RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END IF;"
        " RETURN NEW; END $$"
    )
    town.observer.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION refuse()"
    )
