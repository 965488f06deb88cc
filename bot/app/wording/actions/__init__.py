"""What is said about actions: lines, cards, forms and the pad. An action's own words are shown on request only."""
