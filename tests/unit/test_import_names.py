"""The hub's four import names belong to the hub alone."""

from streams.operate.import_names import OWN, foreign_owners


def test_no_other_distribution_owns_our_names() -> None:
    """No installed package but the hub's own brings `streams`, `schemas` or the others."""
    assert foreign_owners() == {}


def test_names_are_the_packages_of_this_checkout() -> None:
    """What is imported under these names lies in this checkout."""
    for name in OWN:
        package = __import__(name)
        assert package.__spec__ is not None
        assert package.__spec__.origin is not None
        assert package.__spec__.origin.startswith(__file__.partition("/tests/")[0])
