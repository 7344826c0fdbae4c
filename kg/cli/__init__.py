"""The `averment` command, its subcommands beside their kin."""
