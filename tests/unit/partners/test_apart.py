"""The partner's kit stands on the contracts alone."""

from support.imports import modules, reached_from


def test_it_knows_nothing_of_the_hub_but_the_contracts() -> None:
    """Nothing a partner's module reaches lies outside `connectors.partners` and `schemas`."""
    wrong = [
        f"{name} reaches {target}"
        for name in modules()
        if name.startswith("connectors.partners")
        for target in sorted(reached_from(name))
        if not target.startswith(("connectors.partners", "schemas"))
    ]
    assert wrong == []
