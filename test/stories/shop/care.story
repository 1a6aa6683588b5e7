# Is the blue glaze safe in the dishwasher?
begins 50 days ago at 08:52
customer g.watts@mail.example is called Gwen Watts
customer g.watts@mail.example asks by form: Is the blue glaze safe in the dishwasher? The leaflet does not say.
clock +28 minutes
agent bo answers: Yes, up to 65 °C. Only the cups with the gold rim want to be washed by hand.
agent bo tags with care
clock +1 hour
customer g.watts says solved
clock +5 minutes
customer g.watts answers the survey with 4

# ¿Se puede meter en el horno?
begins 47 days ago at 13:30
customer ines.prado@correo.example reads es
customer ines.prado@correo.example is called Inés Prado
customer ines.prado@correo.example asks by form:
    Buenas tardes:

    ¿puedo meter la fuente grande en el horno? La necesito para el domingo y no quisiera romperla.
clock +1 hour
owner ana answers:
    Hola, Inés:

    sí, hasta 220 °C, pero métela con el horno frío y deja que se caliente poco a poco. Lo que rompe el gres no es el calor, sino el cambio brusco.
owner ana tags with care
clock +2 days at 20:15
customer ines.prado replies: Salió perfecta, y la fuente también. ¡Gracias!
clock +14 hours
owner ana answers: ¡Qué alegría! Gracias por contárnoslo.
owner ana resolves
expect page of ines.prado in es from left
clock +1 hour
customer ines.prado answers the survey with 5: Respuesta clara y muy amable.

# هل الطلاء آمن للطعام؟
begins 39 days ago at 10:20
customer layla@barid.example reads ar
customer layla@barid.example is called ليلى حداد
customer layla@barid.example asks by form:
    مرحبا،

    اشتريت طبقا كبيرا باللون الأزرق. هل الطلاء آمن للطعام الساخن؟ وهل يمكن وضعه في الميكروويف؟
clock +5 hours
lead cleo answers:
    أهلا ليلى،

    نعم، الطلاء خال من الرصاص وآمن للطعام الساخن، ويمكن وضعه في الميكروويف. نرجو فقط عدم نقله من الثلاجة إلى الفرن مباشرة.
clock +1 day at 09:10
customer layla says solved
expect page of layla in ar from right
clock +2 hours
customer layla answers the survey with 4: شكرا على الرد الواضح.

# A grey film on the white mugs
begins 30 days ago at 15:03
customer d.cole@mail.example is called Dorothy Cole
customer d.cole@mail.example asks by form: My white mugs have grey lines inside that no sponge takes off. Are they worn out after half a year?
clock +2 hours
agent ben answers:
    Hello Dorothy,

    they are not worn out: that is metal from the spoon, which is softer than the glaze. A paste of baking soda and a drop of water takes it off in a minute. If it does not, we change them.
agent ben tags with care
clock +1 day at 11:40
customer d.cole says solved
expect owner ben
clock +1 hour
customer d.cole answers the survey with 8: Like new again.

# Tea stains on a matt glaze
begins 18 days ago at 16:44
customer y.tanaka@mail.example is called Yuki Tanaka
customer y.tanaka@mail.example asks by form: The matt bowl shows tea stains after a week. Is there something I can do?
clock +3 hours
agent bo answers: Matt glazes have fine pores. Warm water with a spoon of washing soda overnight opens them again; then rinse well.
agent bo proposes solved
clock +4 days
expect conversation state resolved
expect solved assumed
customer y.tanaka answers the survey with 6

# May it stay outside in winter?
begins 2 days ago at 14:09
customer n.virtanen@mail.example is called Niko Virtanen
customer n.virtanen@mail.example asks by form: Can the big planter stay on the balcony when it freezes?
clock +55 minutes
agent bo answers: The stoneware one can, when it stands on feet and water runs off below. The red terracotta one should come in.
agent bo tags with care
clock +4 hours
customer n.virtanen replies: It is the red one. Then it moves to the stairs. Could you set two feet aside for the other?
expect somebody waiting

# The cup whistles when tea is poured in
begins 26 days ago at 08:12
customer e.fraser@mail.example is called Ewan Fraser
customer e.fraser@mail.example asks by form: My new cup makes a fine whistling sound when I pour hot tea. Will it burst?
clock +35 minutes
agent ben answers: No, it breathes: air leaves the foot, where there is no glaze. It stops after a few weeks. If it ever rings dull when you knock on it, tell us.
clock +2 hours
customer e.fraser says solved
clock +10 minutes
customer e.fraser answers the survey with 9: I learnt something.

# Spots of rust on the trivet
begins 21 days ago at 13:47
customer q.lefevre@mail.example is called Quentin Lefèvre
customer q.lefevre@mail.example asks by form: The iron trivet that came with the casserole has rust spots after one wash.
clock +26 hours
agent bo answers: It wants to be dried at once and oiled now and then; a leaflet should have said so. A new one is on its way, with the leaflet.
clock +2 days at 09:15
customer q.lefevre says solved
clock +1 hour
customer q.lefevre answers the survey with 5: The answer took more than a day.
