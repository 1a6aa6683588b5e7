# A shop's own program hands in what a customer said, and once is once
staff ana is an owner named Ana Rivas
staff bo is an agent named Bo Lind
agent bo makes the key shop for incoming.write
expect refused as forbidden
owner ana makes the key shop for incoming.write
owner ana makes the key reader for conversation.read
program shop hands in order-17 from ann@example.org: My order 17 has not come.
expect channel api
expect conversation state new
expect ann sees: My order 17 has not come.
program shop hands in order-17 from ann@example.org: My order 17 has not come.
expect event conversation.opened 1 time
program shop hands in order-17 from ann@example.org: Something else.
expect refused: was used before, with another body
program shop hands in order-18 from ann@example.org: Nor has 18.
expect event conversation.opened 2 times
program reader hands in order-19 from ann@example.org: And 19?
expect refused as forbidden
clock +10 minutes
agent bo answers: Both come tomorrow in one box.
expect ann sees: Both come tomorrow in one box.
