# A private page is for its customer alone, and not for ever
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: Which clay is the grey mug made of?
customer ann looks
stranger guesses the address AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
expect refused as not_found
stranger guesses the address x
expect refused: This page does not exist
clock +10 minutes
agent bo answers: Stoneware from the Westerwald.
clock +89 days
expect ann sees: Stoneware from the Westerwald.
clock +1 day
customer ann looks
expect refused as gone
customer ann replies: And the blue one?
expect refused: This page is no longer there
