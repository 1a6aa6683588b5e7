# What belongs to another team does not exist for us
staff ana is an owner named Ana Rivas
staff bo is an agent named Bo Lind
staff ben is an agent named Ben Adler
staff cleo is a lead named Cleo Marchand
staff dora is an auditor named Dora Stein
owner ana makes the team workshops
owner ana makes the team shop
owner ana puts bo into workshops
owner ana puts cleo into workshops
owner ana puts ben into shop
agent ben makes the team mine
expect refused as forbidden
customer ann@example.org asks by form: Is there a place left in the course?
expect ann in box unowned of agent bo
expect ann in box unowned of agent ben
clock +5 minutes
owner ana moves ann to team workshops
expect ann in box open of agent bo
expect ann in box open of lead cleo
expect ann not in box open of agent ben
expect ann not in box all of agent ben
agent ben looks
expect refused as not_found
agent ben answers: Yes.
expect refused as not_found
agent ben claims
expect refused as not_found
expect conversation state new
agent bo answers: One, on Tuesdays.
expect owner bo
expect ann in box mine of agent bo
clock +1 hour
lead cleo gives ann to cleo: Bo is ill tomorrow.
expect owner cleo
expect ann not in box mine of agent bo
expect auditor dora sees: One, on Tuesdays.
expect owner ana sees: One, on Tuesdays.
expect ann sees: One, on Tuesdays.
