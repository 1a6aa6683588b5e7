# After three days of silence we take it as solved, and the customer may still object
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: How do I clean a matt glaze?
clock +1 hour
agent bo answers: With a soft sponge and a little baking soda.
agent bo proposes solved
expect conversation state proposed
clock +71 hours
expect conversation state proposed
clock +1 hour
expect conversation state resolved
expect solved assumed
expect event conversation.resolved 1 time
expect ann sees: Did this solve it?
clock +1 day
customer ann says not solved: The stain is still there.
expect conversation state open
expect reopened 1 time
expect owner bo
