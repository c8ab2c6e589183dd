"""
What a department runs on its side: a client that loses nothing, receipts, and importers.

It knows the contracts (`schemas`) and nothing of the hub's inside. `client.DepartmentClient`
publishes, `receipts.ReceiptReader` reads what became of it, `layouts/` turns files in national
layouts into records, `plan` decides what of a file is to be sent.
"""
