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
clock +17 days
setting survey.after_resolve is ces
clock +7 days
setting survey.after_resolve is csat
