# A bowl arrives broken
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: My bowl arrived broken.
expect conversation state new
expect somebody waiting
expect owner nobody
expect ann sees: My bowl arrived broken.
clock +10 minutes
agent bo notes: The carrier has dropped three this week.
expect ann does not see: The carrier has dropped
expect agent bo sees: The carrier has dropped three this week.
agent bo answers:
    Dear Ann,

    I am sorry about your bowl. A new one leaves today & arrives on Thursday.
expect conversation state awaiting_customer
expect owner bo
expect nobody waiting
expect ann sees:
    Dear Ann,
    I am sorry about your bowl. A new one leaves today & arrives on Thursday.
expect ann sees: Did this solve it?
clock +3 days at 17:30
customer ann says solved
expect conversation state resolved
expect solved confirmed
expect event conversation.resolved 1 time
