# Over a channel that sends, the answer leaves by itself, and is tried again when nobody takes it
staff bo is an agent named Bo Lind
customer ann@example.org asks through pretend: Is the kiln hot today?
expect channel pretend
expect conversation state new
agent bo notes: It is.
expect nothing sent
agent bo answers: It is, until six.
expect sent to ann@example.org: It is, until six.
expect nothing sent
pretend is away
clock +5 minutes
agent bo answers: Until seven, I have just heard.
expect nothing sent
pretend is back
clock +10 minutes
expect sent to ann@example.org: Until seven, I have just heard.
expect nothing sent
