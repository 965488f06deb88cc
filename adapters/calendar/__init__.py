"""Free/busy feeds: an iCalendar address is fetched and turned into busy times. No channel, so nothing plugs in.

Kept free of imports: the process that reads feeds loads this package too, and needs none of the network's parts.
"""
