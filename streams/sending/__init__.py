"""
The processes that send to partners and departments: claims, the relay to topics, the push
connector.
"""
