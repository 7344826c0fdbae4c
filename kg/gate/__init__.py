"""The gate: reads curated files, computes their values, says what is wrong with them."""
