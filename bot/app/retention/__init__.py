"""How long things are kept: legal holds, deletion case by case with a receipt, and the daily round."""
