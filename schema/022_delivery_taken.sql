-- Which start of the program has a letter in its hands: what is in the hands of one that was killed is due again at once.

ALTER TABLE delivery ADD COLUMN taken BIGINT;
