"""
Four partner systems in one small program: bank, land registry, court, public procurement.

They are the other side in the demo and in tests, and the example for real ones. They know nothing
of the hub but the contracts and this SDK.
"""
