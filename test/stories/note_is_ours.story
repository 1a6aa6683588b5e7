# A note is for colleagues only
staff bo is an agent named Bo Lind
staff cleo is a lead named Cleo Marchand
customer ann@example.org asks by form: Can you repair a cracked handle?
clock +3 minutes
agent bo notes: Cleo, do we still repair handles?
expect conversation state new
expect somebody waiting
expect ann does not see: do we still repair
clock +10 minutes
lead cleo notes: Yes, for our own cups. <b>Free</b> within a year.
expect agent bo sees: Yes, for our own cups.
expect ann does not see: for our own cups
agent bo answers: Yes, and for our own cups it costs nothing within a year.
expect ann sees: Yes, and for our own cups it costs nothing within a year.
expect ann does not see: do we still repair
expect event message.written 3 times
