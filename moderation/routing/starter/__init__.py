"""Rules and phrase banks that come with the product: data that a lead loads, tests and switches on."""
