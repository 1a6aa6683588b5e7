# A gift without the price
begins 45 days ago at 20:40
customer l.becker@mail.example is called Lena Becker
customer l.becker@mail.example asks by form: Can you send the sugar bowl to a friend, without the invoice, and with a card?
clock +12 hours
agent bo answers: With pleasure. Tell me what the card should say, up to five lines; I write it by hand.
agent bo tags with gift
clock +50 minutes
customer l.becker replies: "For slow mornings. Yours, L."
clock +10 minutes
agent bo answers: Written, and the bowl leaves at noon.
clock +2 days at 18:05
customer l.becker says solved
clock +1 hour
customer l.becker answers the survey with 4

# The voucher does not work
begins 34 days ago at 19:51
customer f.dubois@mail.example is called Félix Dubois
customer f.dubois@mail.example asks by form: The shop says that my gift voucher does not exist. My grandmother gave it to me last Christmas.
clock +14 hours
agent ben answers: The number holds a zero that looks like an O. It is worth 50, and I have put it into your basket.
clock +6 hours
customer f.dubois says solved
expect solved confirmed
clock +10 minutes
customer f.dubois answers the survey with 5

# Two wedding lists with one name
begins 29 days ago at 09:08
customer w.adeyemi@mail.example is called Wale Adeyemi
customer w.adeyemi@mail.example asks by form: Somebody bought the blue plates from our list, but it still shows them. We would hate to get them twice.
clock +1 hour
agent bo notes: There are two lists with this family name, two weeks apart. The plates were taken off the other one.
clock +20 minutes
agent bo answers: They were taken off another list by mistake. Yours is right again, and nothing has been sent twice.
clock +2 hours
customer w.adeyemi says solved
clock +1 day
customer w.adeyemi answers the survey with 7: Solved, though it should not happen with two lists.

# ¿Me graban un nombre en la taza?
begins 16 days ago at 11:26
customer paloma@correo.example reads es
customer paloma@correo.example is called Paloma Ruiz
customer paloma@correo.example asks by form: Quisiera regalar una taza con el nombre «Nil». ¿Lo hacen? ¿Cuánto tarda?
clock +2 hours
owner ana answers: Sí, lo grabamos a mano antes de la segunda cocción. Tarda diez días y cuesta seis euros.
owner ana tags with to order
owner ana tags with gift
clock +3 hours
customer paloma replies: Perfecto, la encargo hoy mismo.
clock +30 minutes
owner ana answers: ¡Gracias, Paloma! Te aviso cuando salga del horno.
expect conversation state awaiting_customer

# A question that has just come in
begins 5 hours ago
customer r.mbeki@mail.example is called Ruth Mbeki
customer r.mbeki@mail.example asks by form: Do you make the small milk jug in green as well? It would go with my set.
expect conversation state new

# سؤال عن موعد الورشة
begins 3 hours ago
customer samir@barid.example reads ar
customer samir@barid.example is called سمير نجار
customer samir@barid.example asks by form: هل توجد ورشة للمبتدئين في نهاية الأسبوع؟ نحن شخصان.
expect conversation state new

# Somebody is angry and waits
begins 26 hours ago
customer b.stone@mail.example is called Barbara Stone
customer b.stone@mail.example asks by form: This is the second time that I write about the dented lid. Nobody has answered me. I want to know who is looking after this.
clock +2 hours
lead cleo notes: Her first message went to the old address. I take this one myself.
lead cleo claims
lead cleo tags with complaint
expect owner cleo
expect somebody waiting

# A machine sells links
begins 22 days ago at 03:17
machine promo@links.example fills the form: Best links for your ceramics page, first place guaranteed, click here.
expect conversation state spam

# A set for newcomers
begins 15 days ago at 14:33
customer tilda@mail.example is called Tilda Berg
customer tilda@mail.example asks by form: We want to give our new neighbours bread, salt and a plate for it. Do you have something with a rim?
clock +25 minutes
lead cleo answers: The flat one called Threshold was made for exactly that. I put a small bag of salt from the coast beside it.
clock +3 hours
customer tilda says solved
clock +5 minutes
customer tilda answers the survey with 10: You thought of the salt.
