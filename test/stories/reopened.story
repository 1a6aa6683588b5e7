# Solved, and then it comes back within the week; later it is a new conversation
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: My vase leaks.
clock +20 minutes
agent bo answers: Let it stand in water overnight; if it still leaks, we replace it.
clock +1 day
customer ann says solved
expect conversation state resolved
expect reopened 0 times
clock +2 days
customer ann replies: It leaks again.
expect conversation state open
expect owner bo
expect reopened 1 time
expect event conversation.reopened 1 time
clock +1 hour
agent bo answers: Then a new one leaves today.
clock +3 days
agent bo resolves
expect solved assumed
customer ann says solved
expect solved confirmed
clock +8 days
expect conversation state closed
expect event conversation.closed 1 time
agent bo reopens
expect refused: only what is resolved can be reopened
customer ann replies: A year of joy with the vase, thank you!
expect conversation state closed
expect event conversation.opened 2 times
