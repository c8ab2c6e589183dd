"""
Who should carry which measure, counted anew and simply from the messages themselves.

Rules of state are cited where they act (R1 to R10). Nothing is indexed by what the line found out:
subjects are named by identities computed here, facts are grouped here, terms are counted here.
"""
