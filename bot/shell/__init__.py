"""What stands behind the `quorate` command, a file a job."""
