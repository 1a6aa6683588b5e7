# Two customers at once, and neither sees the other
staff bo is an agent named Bo Lind
staff ben is an agent named Ben Adler
customer ann@example.org asks by form: The lid of my teapot is missing.
customer max@example.org asks by form: Where is my order of Tuesday?
expect max sees: Where is my order of Tuesday?
expect max does not see: teapot
expect ann does not see: order of Tuesday
clock +5 minutes
agent bo answers ann: I have found your lid; it leaves with the evening post.
agent ben answers max: It is at the depot and arrives tomorrow.
expect ann sees: I have found your lid
expect ann does not see: depot
expect max does not see: lid
about ann
expect owner bo
about max
expect owner ben
clock +1 minute
agent ben claims ann
expect refused: somebody owns this already
about ann
expect owner bo
