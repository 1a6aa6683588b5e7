# Is there a place left in the throwing course?
begins 48 days ago at 12:15
customer c.reyes@mail.example is called Camila Reyes
customer c.reyes@mail.example asks by form: Is there still a place in the throwing course in spring? I have never sat at a wheel.
clock +1 hour
lead cleo answers: There is one, on Tuesday evenings, and half of the group are beginners. Shall I hold it for you until Friday?
lead cleo moves to team Courses
lead cleo tags with course
clock +20 minutes
customer c.reyes replies: Yes please! Do I need to bring anything?
clock +15 minutes
lead cleo answers: Short nails and something that may get dirty. We have aprons and clay. See you on Tuesday!
clock +7 days at 08:45
lead cleo resolves
clock +4 hours
customer c.reyes answers the survey with 5: The first bowl is crooked and I love it.

# Cambiar la fecha del taller
begins 36 days ago at 09:55
customer m.soler@correo.example reads es
customer m.soler@correo.example is called Marc Soler
customer m.soler@correo.example asks by form: Tengo plaza en el taller del sábado, pero me ha salido un viaje. ¿Puedo pasarme al siguiente?
clock +40 minutes
owner ana answers: Claro que sí, Marc. Te he apuntado al del día 21 a la misma hora; no tienes que pagar nada más.
owner ana moves to team Courses
clock +10 minutes
customer m.soler says solved
expect solved confirmed
clock +1 hour
customer m.soler answers the survey with 5

# A workshop for eight colleagues
begins 24 days ago at 10:37
customer a.sorensen@office.example is called Astrid Sørensen
customer a.sorensen@office.example asks by form:
    Hello,

    we are eight people and would like to spend an afternoon making something together, some time next month. What is possible and what does it cost? One of us uses a wheelchair.
clock +3 hours
owner ana answers:
    Dear Astrid,

    with eight people we close the workshop for you: three hours, clay and two firings included, 45 each. There is one step at the door, for which we have a ramp, and a table of the right height. The Thursdays are still free. Which one suits you?
owner ana moves to team Courses
owner ana tags with course
clock +1 day at 09:20
customer a.sorensen replies: The second Thursday, then. Could we get an invoice to the office?
clock +2 hours
owner ana answers: The second Thursday is yours, and the invoice is in the post.
owner ana proposes solved
clock +30 minutes
customer a.sorensen says solved
clock +15 minutes
customer a.sorensen answers the survey with 9: The ramp was there before I had finished the question.

# When are the pieces of the children's course fired?
begins 13 days ago at 17:12
customer o.brandt@mail.example is called Oskar Brandt
customer o.brandt@mail.example asks by form: My daughter asks every day whether her dragon has come out of the kiln. Has it?
clock +16 hours
agent bo answers: It has, with both wings. It can be fetched from Wednesday on, and it looks fierce.
agent bo moves to team Courses
agent bo tags with course
clock +1 day at 19:02
customer o.brandt says solved
clock +20 minutes
customer o.brandt answers the survey with 7: The dragon lives on the piano now.

# A course was cancelled too late
begins 9 days ago at 07:58
customer v.petrov@mail.example is called Vera Petrov
customer v.petrov@mail.example asks by form: I stood before a closed door on Saturday. The message that the glazing course was cancelled came an hour later.
clock +4 hours
lead cleo answers:
    Dear Vera,

    that should not have happened, and I am sorry for your morning. Cleo here: I was ill and nobody had your number. I have sent your money back. If you still like to come, the next course is a present.
lead cleo moves to team Courses
lead cleo tags with course
lead cleo tags with complaint
clock +1 day at 08:30
customer v.petrov replies: Thank you. I will think about it.
clock +3 hours
lead cleo proposes solved
clock +4 days
expect solved assumed
customer v.petrov answers the survey with 2: I still think that somebody could have called.
