"""Rules in force at work on assessed articles, and the watch over their match rates."""
