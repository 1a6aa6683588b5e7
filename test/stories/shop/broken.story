# A serving bowl comes in two halves
begins 55 days ago at 09:14
customer marta.k@mail.example is called Marta Kessler
customer marta.k@mail.example asks by form:
    Hello,

    my large serving bowl (the one with the sea-green glaze) arrived today in two halves. The box looked fine from outside. It was meant for my sister's wedding on the 14th. Can you help?
clock +38 minutes
agent ben claims
agent ben tags with broken
agent ben notes for cleo: Third parcel this month that broke inside an undamaged box. Cleo, which inserts do we have?
clock +12 minutes
lead cleo reads the mention
lead cleo notes: The thin ones. I order rings of card.
clock +10 minutes
agent ben answers:
    Dear Marta,

    I am so sorry, especially with the wedding so close. I have taken another sea-green bowl from the shelf and it leaves with today's courier, so it will be with you on Thursday. You need not send the pieces back; a photograph is enough.
clock +3 hours
customer marta.k replies: Thank you, that was quick! Here is what the pieces look like: the break runs right through the foot ring.
clock +25 minutes
agent ben answers: That helps us, thank you. We pack bowls of this size with a ring of card around the foot from now on.
clock +3 days at 10:05
agent ben proposes solved
clock +2 hours
customer marta.k says solved
expect conversation state resolved
expect solved confirmed
clock +20 minutes
customer marta.k answers the survey with 5: It came on the Wednesday, and nobody asked me to fill in a form.

# One cup of six has lost its handle
begins 41 days ago at 17:48
customer t.okafor@mail.example is called Tobi Okafor
customer t.okafor@mail.example asks by form: Five of the six espresso cups are lovely, the sixth came without its handle. Can I have just the one?
clock +15 hours
agent bo answers:
    Hello Tobi,

    of course. I have matched one to the speckle of your set, and it is already wrapped.
agent bo tags with broken
clock +4 days at 12:20
customer t.okafor says solved
expect owner bo
clock +3 hours
customer t.okafor answers the survey with 5

# The replacement breaks, too
begins 33 days ago at 11:02
customer p.lindqvist@mail.example is called Petra Lindqvist
customer p.lindqvist@mail.example asks by form: The tall vase was broken when I opened the parcel. There is water damage on the card as well.
clock +1 hour
agent bo answers: I am sorry, Petra. A new vase leaves today, in a double box.
agent bo tags with broken
clock +3 days at 09:40
agent bo proposes solved
clock +5 hours
customer p.lindqvist says not solved: I am afraid the second one is chipped at the rim. I hardly dare to ask for a third.
expect owner bo
expect somebody waiting
clock +30 minutes
agent bo tags with complaint
agent bo notes: Second failure. I would rather drive over: she lives twenty minutes from the workshop.
clock +10 minutes
agent bo answers:
    Please do ask. I will bring the third one myself tomorrow after five, if that suits you, and take the chipped one back with me. The vase is on us.
clock +45 minutes
customer p.lindqvist replies: That is more than I expected. Tomorrow after five is fine.
clock +1 day at 18:10
agent bo resolves
clock +3 hours
customer p.lindqvist says solved
expect reopened 0 times
clock +10 minutes
customer p.lindqvist answers the survey with 9: Twice broken, and still I would buy again, because somebody came.

# Plates with a hairline crack
begins 6 days ago at 08:31
customer h.bauer@mail.example is called Hanna Bauer
customer h.bauer@mail.example asks by form: Two of the four dinner plates have a fine line in the glaze. Is that a crack or is it meant to be there?
clock +50 minutes
agent ben answers:
    Good morning Hanna,

    lines like spider silk that you can see but not feel are crazing: the glaze cools faster than the clay. A line that you can feel with a fingernail is a crack. Which one is it?
agent ben tags with broken
clock +6 hours
customer h.bauer replies: I can feel one of the two. So one crack, I suppose.
clock +20 minutes
agent ben answers: Then one plate is on its way to you. Please do not use the cracked one with hot food.
clock +2 days at 16:00
agent ben proposes solved
expect conversation state proposed
