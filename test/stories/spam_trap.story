# A machine falls into the trap, and a person never does
staff bo is an agent named Bo Lind
machine seller@spam.example fills the form: Cheap links for your shop!!!
expect conversation state spam
expect seller sees: We have it
clock +1 minute
customer ann@example.org asks by form: Do you also make cups with two handles?
expect conversation state new
clock +5 minutes
customer pusher@spam.example asks by form: Buy followers today.
agent bo marks spam pusher
expect conversation state spam
agent bo answers: Please stop.
expect refused: a conversation that is spam does not allow this
