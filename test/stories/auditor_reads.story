# An auditor reads everything and changes nothing
staff bo is an agent named Bo Lind
staff dora is an auditor named Dora Stein
customer ann@example.org asks by form: I was charged twice.
clock +5 minutes
auditor dora looks
expect auditor dora sees: I was charged twice.
auditor dora answers: Let me look.
expect refused as forbidden
auditor dora notes: Looks like a double booking.
expect refused as forbidden
auditor dora claims
expect refused as forbidden
auditor dora resolves
expect refused as forbidden
auditor dora marks spam
expect refused as forbidden
expect conversation state new
expect owner nobody
expect event message.written 0 times
agent bo answers: I am sorry, the second charge goes back today.
auditor dora reopens
expect refused as forbidden
