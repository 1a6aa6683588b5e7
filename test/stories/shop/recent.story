# Which glaze is it, and can I have the same again?
begins 5 days ago at 10:02
customer marta.k@mail.example is called Marta Kessler
customer marta.k@mail.example asks by form: The sea-green bowl was the star of the wedding. Can I order four small ones in the same glaze?
clock +45 minutes
agent ben answers: What lovely news, Marta! Yes: the glaze is called Lagoon, and four small ones are out of the kiln on Friday.
clock +2 hours
customer marta.k replies: Then four, please, and this time I will fetch them myself.
clock +15 minutes
agent ben answers: They will stand behind the counter with your name on them from Saturday on.
agent ben proposes solved
clock +1 hour
customer marta.k says solved
expect owner ben
expect survey suppressed because same_kind

# The mug is smaller than in the picture
begins 4 days ago at 15:31
customer i.novak@mail.example is called Iva Novak
customer i.novak@mail.example asks by form: The breakfast mug is much smaller than I thought. May I send it back?
clock +50 minutes
agent bo answers: Of course, within thirty days and without giving reasons. The label is in your parcel. Shall I tell you which mug holds half a litre?
clock +3 hours
customer i.novak replies: Please do. I drink a lot of tea.
clock +16 hours
agent bo answers: The one called Harbour, in three glazes. I have set one of each aside until Sunday.
clock +7 hours
customer i.novak says solved
clock +5 minutes
customer i.novak answers the survey with 5: Instead of an argument I got a better mug.

# ¿Hacen envíos a Canarias?
begins 3 days ago at 18:22
customer carmen@correo.example reads es
customer carmen@correo.example is called Carmen Ortega
customer carmen@correo.example asks by form: ¿Hacen envíos a Canarias? En el formulario de compra no puedo elegir la isla.
clock +15 hours
owner ana answers: Sí, Carmen, y el formulario ya está corregido: faltaba la provincia. El envío tarda unos seis días.
owner ana proposes solved
expect conversation state proposed

# The invoice has the wrong name
begins 30 hours ago
customer accounts@office.example is called Joost de Wit
customer accounts@office.example asks by form: Our invoice carries the name of a colleague who has left. Could you send it again in the name of the office?
clock +90 minutes
agent ben claims
agent ben tags with invoice
agent ben notes for ana: You have to sign the new one. Can you, tomorrow morning?
clock +5 minutes
agent ben answers: I will send it tomorrow morning, as soon as Ana has signed it.
clock +20 minutes
customer accounts replies: That is fine, as long as it is this week.
expect somebody waiting
