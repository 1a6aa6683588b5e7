# What cannot be taken comes back, and nothing is half done
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: First, a good question.
customer ann replies:
expect refused as invalid
expect event message.received 1 time
clock +1 minute
agent bo answers:
expect refused as invalid
agent bo notes:
expect refused: must
expect owner nobody
agent bo reopens
expect refused as conflict
expect conversation state new
expect event conversation.reopened 0 times
