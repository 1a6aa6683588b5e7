# The customer is asked how we did, and answers once
staff bo is an agent named Bo Lind
customer ann@example.org asks by form: My bowl arrived broken.
clock +10 minutes
agent bo answers: I am sorry. A new one leaves today.
expect ann is not asked
clock +3 days
customer ann says solved
expect ann is asked
expect survey sent
expect event survey.invited 1 time
clock +1 hour
customer ann answers the survey with 6
expect refused: Please choose one answer.
expect survey opened
customer ann answers the survey with 5: Lovely
expect survey completed
expect event survey.completed 1 time
customer ann answers the survey with 1
expect refused as conflict
expect event survey.completed 1 time
expect ann is not asked

# Looking at the link never votes
begins on 2024-02-01 at 09:00
customer max@example.org asks by form: Where is my order?
agent bo answers: It arrives tomorrow.
customer max says solved
machine follows the survey of max with 1
machine follows the survey of max with 5
expect survey sent
expect event survey.completed 0 times
customer max answers the survey with 4
expect survey completed

# Nobody is asked again within a month
begins on 2024-03-01 at 09:00
customer eva@example.org asks by form: Do you ship to Norway?
agent bo answers: We do.
customer eva says solved
customer eva answers the survey with 4
clock +20 days
customer eva@example.org asks by form: And to Iceland?
agent bo answers: To Iceland, too.
customer eva says solved
expect eva is not asked
expect survey suppressed
expect survey suppressed because quarantine
expect event survey.invited 1 time

# Whoever does not want to be asked is not asked
begins on 2024-05-01 at 09:00
customer ole@example.org asks by form: Is the planter frost-proof?
agent bo answers: The stoneware one is.
customer ole says solved
expect ole is asked
customer ole stops surveys
expect survey refused
expect event survey.opted_out 1 time
clock +100 days
customer ole@example.org asks by form: And the red one?
agent bo answers: That one should come in.
customer ole says solved
expect ole is not asked
expect survey suppressed because opted_out

# What was not solved after all is not asked about
begins on 2024-09-01 at 09:00
customer una@example.org asks by form: The lid does not fit.
agent bo answers: A new lid is on its way.
customer una says solved
expect una is asked
clock +2 days
customer una says not solved: The new lid is too large.
expect una is not asked
expect survey withdrawn
clock +1 hour
agent bo answers: I will bring the right one.
clock +1 day
customer una says solved
expect una is asked
clock +15 days
expect una is not asked
expect survey expired
