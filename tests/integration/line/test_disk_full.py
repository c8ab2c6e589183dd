"""A full disk under the database is waited for: nothing ends, and nothing is decided twice."""

from integration.line.test_killed import news
from integration.line.town import Town


def test_a_full_disk_is_waited_for(town: Town) -> None:
    """An entry that found no room is written anew once there is some, by the same worker."""
    town.observer.execute("CREATE SEQUENCE fillings")  # counts rolled back attempts too
    town.observer.execute(
        "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF nextval('fillings') <= 2 THEN RAISE EXCEPTION USING ERRCODE = '53100'; END IF;"
        " RETURN NEW; END $$"
    )
    town.observer.execute(
        "CREATE TRIGGER fill BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION fill()"
    )
    (worker,) = town.work()
    town.publish(*news(0, 3))
    town.await_all()
    assert worker.exit_code() is None
    assert "the database's disk is full" in worker.log_end()
    assert town.one("SELECT last_value FROM fillings") > 2
    town.check()
