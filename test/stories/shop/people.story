# Who works at the ceramics shop
begins 426 days ago at 08:00
staff ana is an owner named Ana Rivas
staff ben is an agent named Ben Adler
staff bo is an agent named Bo Lind
staff cleo is a lead named Cleo Marchand
staff dora is an admin named Dora Stein
owner ana makes the team Courses
owner ana puts bo into Courses
owner ana puts cleo into Courses
owner ana makes the team Parcels
owner ana puts ben into Parcels
owner ana puts bo into Parcels
-- The shop has a place in a market of others, whose program hands in what is written there.
owner ana makes the key marketplace for incoming.write
owner ana says that the business's name is Rivas Ceramics
owner ana says that the business's zone is Europe/Madrid
owner ana says that the business's colour is #a8481f
owner ana says that the business's signature is {name}, {business}
owner ana says that we are open from 09:00 to 18:00 on monday, tuesday, wednesday, thursday, friday

# What the shop asks when something is solved
begins 426 days ago at 08:05
setting survey.after_resolve is csat
clock +338 days
setting survey.after_resolve is ces
clock +30 days
setting survey.after_resolve is csat
clock +26 days
setting survey.after_resolve is nps
clock +23 days
setting survey.after_resolve is csat

# The lists that they keep
begins 14 days ago at 08:20
owner ana keeps a view for everybody of box waiting, sort waiting: Who has waited longest
lead cleo keeps a view for everybody of box all, tag broken: Broken on the way
lead cleo keeps a view for Courses of box all, team Courses: All about courses
agent ben keeps a view for Parcels of box open, tag late: Parcels on the way
owner ana keeps a view for themselves of box all, language es: En español
agent bo keeps a view for themselves of box all, owner bo, tag care: My advice on glazes
admin dora keeps a view for themselves of box resolved, tag complaint: Complaints, to read again

# What the numbers say this morning
begins 2 hours ago
owner ana opens the report csat
lead cleo opens the report nps
admin dora opens the report first_response
