"""
Whether an alert goes by what a hub shows: the rules' queries, evaluated as Prometheus does.

`scrapes` holds what was scraped and when, `ranges`, `operators` and `queries` say what a query is
worth over it, and `rules` asks all alerts of the file at once. What no rule uses is not evaluated
(`limits`).
"""
