"""Each row of the faults that Quorate survives is a test here, named after its number (`test_F4_…`)."""
