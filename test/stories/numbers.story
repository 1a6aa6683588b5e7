# Satisfaction with its count and its interval (METRICS: 43 of 50 is 86.0, from 73.8 to 93.0)
staff bo is an agent named Bo Lind
staff dora is an auditor named Dora Stein
crowd first of 1 is helped by agent bo and answers with 5
expect report csat of auditor dora: We cannot tell yet: 1 of 5 needed.
clock +1 day
crowd glad of 25 is helped by agent bo and answers with 5
crowd content of 17 is helped by agent bo and answers with 4
crowd unsure of 4 is helped by agent bo and answers with 3
crowd cross of 3 is helped by agent bo and answers with 1
expect figure csat of auditor dora 86.0 of 50 (73.8 to 93.0)
expect report csat of auditor dora: 86.0 % (73.8 to 93.0), n = 50
expect report response_rate of auditor dora: 100.0 % (92.9 to 100.0), n = 50

# Whoever is ignored counts as waiting, so ignoring people improves nothing
begins on 2024-02-05 at 09:00
customer ann@example.org asks by form: Hello?
clock +1 day
crowd quick of 8 is helped by agent bo and answers with 5
expect report first_response of auditor dora: 0:00:00 (0:00:00 to 0:00:00), n = 59, 1 of them unanswered
