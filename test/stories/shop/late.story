# Where is the order of the tenth?
begins 52 days ago at 19:26
customer j.moreau@mail.example is called Julien Moreau
customer j.moreau@mail.example asks by form: I ordered four pasta plates on the 10th and the page still says "being packed". Did I miss something?
clock +13 hours
agent bo answers:
    Hello Julien,

    you missed nothing, we did: your plates were finished on Friday and stood on the wrong shelf. They left an hour ago and I have paid the postage back to you.
agent bo tags with late
clock +2 days at 13:15
customer j.moreau says solved
expect solved confirmed
clock +1 hour
customer j.moreau answers the survey with 3: Friendly, but I had to ask.

# The tracking link shows somebody else's parcel
begins 44 days ago at 10:11
customer rosalind@mail.example is called Rosalind Achebe
customer rosalind@mail.example asks by form: Your tracking link leads to a parcel in another town. Where is mine?
clock +2 hours
lead cleo answers: Two labels were swapped, Rosalind: that is our mistake. Yours is at the depot and comes tomorrow before noon.
lead cleo tags with late
clock +1 day at 12:40
customer rosalind replies: It came at eleven. The mug is beautiful.
clock +30 minutes
lead cleo answers: I am glad! Enjoy the first coffee in it.
lead cleo proposes solved
clock +1 hour
customer rosalind says solved
clock +2 hours
customer rosalind answers the survey with 5

# Will it be there before the birthday?
begins 27 days ago at 21:05
customer k.nowak@mail.example is called Kasia Nowak
customer k.nowak@mail.example asks by form: The teapot is for my mother's seventieth birthday on Saturday. Will it be there in time?
clock +11 hours
agent ben answers:
    Good morning Kasia,

    it is in the kiln today and cools until Thursday. To be safe I send it by express on Thursday evening; you pay nothing for that.
clock +3 days at 09:30
customer k.nowak replies: It just arrived, a day early. She will love the lid with the little bird.
clock +1 hour
agent ben answers: Happy birthday to her from all of us!
agent ben resolves
expect conversation state resolved
clock +9 hours
customer k.nowak answers the survey with 10: The bird on the lid made her cry.

# No answer over the holiday
begins 20 days ago at 18:40
customer s.ferrari@mail.example is called Sandro Ferrari
customer s.ferrari@mail.example asks by form: I have been waiting for my order for three weeks now and nobody picks up the telephone.
clock +39 hours
agent bo answers:
    Dear Sandro,

    I am sorry that nobody answered. We were at the fair and should have said so. Your order was held back because the blue glaze ran; a new firing is finished on Monday. Would you like to wait, or shall I send your money back today?
agent bo tags with late
agent bo tags with refund
agent bo tags with complaint
clock +5 hours
customer s.ferrari replies: I would rather have the money back. I needed them last week.
clock +20 minutes
agent bo answers: It is on its way back to your card. I am sorry that we let you down.
clock +1 day at 10:00
agent bo resolves
clock +30 minutes
customer s.ferrari answers the survey with 2: A kind answer, two days too late.

# Only half of the order came
begins 3 days ago at 12:22
customer elin@mail.example is called Elin Holm
customer elin@mail.example asks by form: I ordered eight tumblers and found four in the box. Are the others coming separately?
clock +35 minutes
agent ben answers: Yes: they travel in two boxes, so that each stays under ten kilos. The second one is at the depot in your town.
agent ben tags with late
agent ben moves to team Parcels
clock +1 hour
customer elin replies: Ah, good. A line about that in the parcel would have helped.
clock +40 minutes
agent ben notes for ana: Fair. Can the label say "1 of 2" from now on?
clock +5 minutes
agent ben answers: You are right, and from today on the label says so. Thank you for telling us.
expect conversation state awaiting_customer
