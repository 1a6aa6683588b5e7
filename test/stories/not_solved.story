# It was not solved, and the same person goes on
staff bo is an agent named Bo Lind
staff ben is an agent named Ben Adler
customer ann@example.org asks by form: The glaze of my new plate has tiny cracks.
clock +30 minutes
agent bo answers: A new plate is on its way.
clock +4 days
agent bo proposes solved
expect conversation state proposed
clock +1 hour
customer ann says not solved: The new one has cracks, too.
expect conversation state open
expect owner bo
expect somebody waiting
expect ann sees: The new one has cracks, too.
clock +15 minutes
agent ben claims
expect refused: somebody owns this already
agent bo answers: I am sorry. I have chosen one by hand, with a photograph for you.
clock +5 days
customer ann says solved
expect conversation state resolved
expect owner bo
expect solved confirmed
