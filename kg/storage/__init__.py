"""Where the graph and the texts lie: stores, generations, locks, backups."""
