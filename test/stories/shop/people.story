# Who works at the ceramics shop
begins 56 days ago at 08:00
staff ana is an owner named Ana Rivas
staff ben is an agent named Ben Adler
staff bo is an agent named Bo Lind
staff cleo is a lead named Cleo Marchand
staff dora is an auditor named Dora Stein

# What the shop asks when something is solved
begins 56 days ago at 08:05
setting survey.after_resolve is csat
clock +24 days
setting survey.after_resolve is nps
clock +23 days
setting survey.after_resolve is csat

# What the numbers say this morning
begins 2 hours ago
expect report csat of owner ana: 84.6 % (57.8 to 95.7), n = 13
expect report nps of lead cleo: 18.2 points (-28.2 to 56.8), n = 11
auditor dora opens the report first_response
