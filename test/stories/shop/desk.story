# Sixty plates for a restaurant
begins 50 hours ago
customer agnes@lighthouse.example is called Agnes Dahl
customer agnes@lighthouse.example asks by form:
    Good morning,

    we open a small restaurant by the harbour in two months and would love to serve on your plates: sixty flat ones, in the sea-green glaze. Is that possible, and by when?
clock +2 hours
lead cleo gives to ana: Sixty are more than I may promise. You know when the kiln is free.
clock +3 hours
owner ana answers:
    Dear Agnes,

    what a beautiful plan. Sixty are possible, in three firings. Before I name a day: how wide shall they be, and do they go into a dishwasher of a restaurant, which is harder on a glaze than one at home?
owner ana tags with to order
clock +18 hours
customer agnes replies: Twenty-six centimetres, and yes, every night. We would take a few more, for those that break.
clock +90 minutes
owner ana begins to answer:
    Dear Agnes,

    twenty-six is good. For every night in such a machine I would take the harder glaze, which is a shade darker; I can send you one plate of each. As to the day,
expect owner ana
expect somebody waiting

# When will there be large vases again?
begins 4 days ago at 09:20
customer h.lund@mail.example is called Henrik Lund
customer h.lund@mail.example asks by form: The large vases have been sold out for weeks. When will there be some again?
clock +70 minutes
owner ana answers: They are in the kiln, Henrik. I write to you as soon as I have seen how many of them are whole.
owner ana tags with out of stock
owner ana puts off for 70 hours: The kiln has been opened: how many are whole?
expect owner ana

# A teapot whose lid has to be made again
begins 40 hours ago
customer f.moss@mail.example is called Fenna Moss
customer f.moss@mail.example asks by form: The lid of my teapot fell. I do not need a new teapot, only a lid. Do you make such a thing?
clock +2 hours
agent ben answers: We do, Fenna. It takes two firings, so about ten days. I write when it is out of the kiln.
agent ben tags with to order
agent ben puts off for 9 days: The lid is out of the kiln.
expect conversation state scheduled

# A lost parcel that the courier looks for
begins 28 hours ago
customer a.ruiz@correo.example reads es
customer a.ruiz@correo.example is called Álvaro Ruiz
customer a.ruiz@correo.example asks by form: Mi paquete consta como entregado, pero no lo tengo. ¿Pueden ayudarme?
clock +2 hours
agent bo answers: Lo siento, Álvaro. He abierto una reclamación; la mensajería tiene dos días para responder y le escribo entonces.
agent bo tags with late
agent bo moves to team Parcels
agent bo puts off for 50 hours: The courier has to say where it is.
expect conversation state scheduled

# A voucher that nobody can read
begins 9 hours ago
customer u.kern@mail.example is called Ute Kern
customer u.kern@mail.example asks by form: The number on my voucher has got wet and cannot be read. I have the receipt. Is it lost?
clock +2 hours
admin dora claims
admin dora tags with gift
admin dora notes for cleo: Can we find a voucher by its receipt? You made the list.
clock +20 minutes
lead cleo reads the mention
lead cleo notes for dora: We can: the receipt has the same number. It is on the shelf with the vouchers.
clock +10 minutes
admin dora begins to answer: Dear Ute, it is not lost: we can find it by the receipt. Could you tell me
expect owner dora
expect somebody waiting
