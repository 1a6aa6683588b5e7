#include "story/sayings.h"

#define S(words) STR_INIT(words)

const str closings[TONGUES][CONTENTMENTS][CLOSINGS] = {
    { { S("Thank you in advance!"), S("I love your work, by the way.") },
      { S(""), S("I look forward to your answer.") },
      { S("I am disappointed, to be honest."), S("This is not what I paid for.") } },
    { { S("¡Gracias de antemano!"), S("Me encanta lo que hacen, por cierto.") },
      { S(""), S("Quedo a la espera de su respuesta.") },
      { S("Es una decepción, la verdad."), S("No he pagado para esto.") } },
    { { S("شكرًا لكم مقدمًا!"), S("بالمناسبة، أعمالكم رائعة.") },
      { S(""), S("في انتظار ردكم.") },
      { S("الأمر مخيّب للآمال حقًا."), S("لم أدفع المال من أجل هذا.") } },
};

const str thanks[TONGUES][SAYINGS] = {
    { S("Wonderful, thank you!"), S("That is kind of you. Thank you for answering."), S("Good to know, thanks.") },
    { S("¡Estupendo, muchas gracias!"), S("Muy amables. Gracias por responder."), S("Está bien saberlo, gracias.") },
    { S("رائع، شكرًا جزيلًا!"), S("هذا لطف منكم، شكرًا على الرد."), S("من الجيد معرفة ذلك، شكرًا.") },
};

const str further[TONGUES][SAYINGS] = {
    { S("One more thing: could you send me the invoice again?"), S("Thank you. Until when can I still change my mind?"),
      S("Could you write to me in the evening? I cannot read messages at work.") },
    { S("Una cosa más: ¿podrían volver a enviarme la factura?"), S("Gracias. ¿Hasta cuándo puedo cambiar de opinión?"),
      S("¿Podrían escribirme por la tarde? En el trabajo no puedo leer mensajes.") },
    { S("أمر آخر: هل يمكنكم إرسال الفاتورة مرة أخرى؟"), S("شكرًا. حتى متى يمكنني تغيير رأيي؟"),
      S("هل يمكنكم مراسلتي مساءً؟ لا أستطيع قراءة الرسائل أثناء العمل.") },
};

const str further_answers[TONGUES][SAYINGS] = {
    { S("Of course. I have just sent it to this address."), S("Take your time: until Friday nothing is decided."),
      S("I will. There is nothing you need to do until then.") },
    { S("Por supuesto. Se la acabo de mandar a esta dirección."),
      S("Con calma: hasta el viernes no hay nada decidido."),
      S("Así lo haré. Mientras tanto no tiene que hacer nada.") },
    { S("بالطبع، أرسلتها الآن إلى هذا العنوان."), S("لا داعي للعجلة، فلا شيء نهائي قبل يوم الجمعة."),
      S("حسنًا، سأفعل. وحتى ذلك الحين لا يلزم أي شيء من جهتك.") },
};

const str notes[REASONS][NOTES] = {
    [IN_SHARDS] = { S("The third one from this lot of boxes. I have told the packing table."),
                    S("The photographs went to the courier, who pays for it.") },
    [LATE] = { S("The courier says that the label could not be read."),
               S("Asked the depot by telephone; they call back tomorrow.") },
    [GIFT] = { S("The card must not mention the price."), S("Set aside on the shelf by the door.") },
    [WORKSHOP] = { S("Twelve wheels, eleven are taken."), S("Would like the place by the window.") },
    [CARE] = { S("This belongs into the leaflet."), S("The second question about this glaze this month.") },
    [CHANGE] = { S("Caught it before it was packed."), S("The old address is crossed out on the slip.") },
    [COMMISSION] = { S("The drawing is in Ana's tray."), S("Room in the kiln: ask before the fifteenth.") },
    [STOCK] = { S("Four are on the shelf for seconds."), S("In the next firing, if the kiln behaves.") },
    [RECALL] = { S("On the list of the recall, batch seven."), S("Wants the money, not another glaze.") },
    [STRIKE] = { S("In the container that stands at the depot."), S("Goes with the second courier.") },
};

const str questions[SAYINGS] = {
    S("Could you look at this before I answer?"),
    S("You had the same case last month: what did we say?"),
    S("For you to know, you asked about these."),
};

const str waits[REASONS] = {
    [IN_SHARDS] = S("The glaze of the new one cools until then."),
    [LATE] = S("The depot calls back."),
    [GIFT] = S("The card is written by hand tomorrow."),
    [WORKSHOP] = S("The list of the course comes then."),
    [CARE] = S("We try it out on one of ours first."),
    [CHANGE] = S("The parcel has to come back to the counter first."),
    [COMMISSION] = S("Ana draws it first."),
    [STOCK] = S("The kiln is opened then."),
    [RECALL] = S("The laboratory answers until then."),
    [STRIKE] = S("The couriers decide about going on."),
};

const str tags[REASONS] = {
    [IN_SHARDS] = S("broken"),    [LATE] = S("late"),          [GIFT] = S("gift"),
    [WORKSHOP] = S("course"),     [CARE] = S("care"),          [CHANGE] = S("change of order"),
    [COMMISSION] = S("to order"), [STOCK] = S("out of stock"), [RECALL] = S("recall"),
    [STRIKE] = S("strike"),
};

const str handovers[SAYINGS] = {
    S("Not there again before this has waited too long: I take over."),
    S("I am here until the evening and can answer at once."),
    S("Agreed on the telephone: this one is mine now."),
};

const str spam[SAYINGS] = {
    S("Your website deserves the first place in every search. Ask us about our offer today!"),
    S("Cheap tiles by the pallet, delivered tomorrow. Reply for prices."),
    S("You have been chosen for a special loan. Answer within 24 hours."),
};
