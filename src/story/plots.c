#include "story/plots.h"

#define S(words) STR_INIT(words)

const struct plot plots[REASONS][TONGUES] = {
    [IN_SHARDS] = { { .asks = { S("The bowl I ordered arrived broken."),
                                S("I opened the parcel this morning and found shards."),
                                S("One of my plates has a crack that runs right through it.") },
                      .details = { S("The box itself looks fine, so it must have happened on the way. Can you send "
                                     "another one?"),
                                   S("I have photographs if you need them. What do I do with the pieces?") },
                      .answers = { S("I am very sorry. I have set a new one aside and it leaves today; please keep the "
                                     "pieces or throw them away, as you like."),
                                   S("That should not happen, and I apologise. A replacement is packed in a double box "
                                     "and goes out this afternoon."),
                                   S("Thank you for telling us. We send you a new one at once, and you need not return "
                                     "anything.") },
                      .still = S("The replacement came today, and it is chipped at the rim."),
                      .mended = S(
                          "I am sorry, that is twice too often. I have checked the third one myself and added a "
                          "small cup for your patience.") },
                    { .asks = { S("El cuenco que pedí ha llegado roto."),
                                S("He abierto el paquete esta mañana y solo había pedazos."),
                                S("Uno de mis platos tiene una grieta de lado a lado.") },
                      .details = { S("La caja parece intacta, así que debió de ocurrir durante el transporte. ¿Pueden "
                                     "enviarme otro?"),
                                   S("Tengo fotografías por si las necesitan. ¿Qué hago con los trozos?") },
                      .answers = { S("Lo siento muchísimo. Ya he apartado otro y sale hoy mismo; con los trozos puede "
                                     "hacer lo que prefiera."),
                                   S("No debería haber pasado y le pido disculpas. El repuesto va en doble caja y sale "
                                     "esta tarde."),
                                   S("Gracias por avisarnos. Le enviamos uno nuevo enseguida y no hace falta que "
                                     "devuelva "
                                     "nada.") },
                      .still = S("El repuesto ha llegado hoy y tiene el borde desconchado."),
                      .mended = S("Lo lamento, dos veces es demasiado. He revisado yo misma el tercero y le he añadido "
                                  "una tacita por su paciencia.") },
                    { .asks = { S("وصل الوعاء الذي طلبته مكسورًا."), S("فتحت الطرد هذا الصباح فلم أجد سوى قطع مكسورة."),
                                S("في أحد أطباقي شقٌّ يمتد من طرف إلى آخر.") },
                      .details = { S("الصندوق نفسه سليم، فلا بد أن الكسر حدث في الطريق. هل يمكنكم إرسال بديل؟"),
                                   S("لديّ صور إن احتجتم إليها. ماذا أفعل بالقطع؟") },
                      .answers = { S("أعتذر بشدة. لقد جهّزت لك قطعة جديدة وستُشحن اليوم، ولا داعي لإعادة القطع "
                                     "المكسورة."),
                                   S("ما كان ينبغي أن يحدث هذا، ونعتذر منك. البديل مغلّف في صندوقين وسيخرج بعد ظهر "
                                     "اليوم."),
                                   S("شكرًا لإبلاغنا. سنرسل لك قطعة جديدة فورًا ولست بحاجة إلى إعادة شيء.") },
                      .still = S("وصل البديل اليوم وحافته مكسورة قليلًا."),
                      .mended = S(
                          "نأسف لتكرار ذلك. فحصت القطعة الثالثة بنفسي وأضفت إليها فنجانًا صغيرًا شكرًا على صبرك.") } },
    [LATE] = { { .asks = { S("My order should have been here last week."),
                           S("Where is my parcel? The tracking has not moved for days."),
                           S("I am still waiting for the teapot I paid for.") },
                 .details = { S("Could you find out where it is?"),
                              S("I would only like to know when I can expect it.") },
                 .answers = { S("I have asked the courier: it was left in their depot and is on the van tomorrow. I am "
                                "sorry for the wait."),
                              S("You are right, it should have been with you. It was sent to the wrong depot and "
                                "arrives the day after tomorrow."),
                              S("The parcel was held up on the way. If it is not there by Friday, I send you a new one "
                                "without further questions.") },
                 .still = S("Nothing has come, and it is past the day you named."),
                 .mended = S("I am sorry. I have sent a new one by express this morning, and the first may stay with "
                             "you if it ever turns up.") },
               { .asks = { S("Mi pedido tenía que haber llegado la semana pasada."),
                           S("¿Dónde está mi paquete? El seguimiento lleva días parado."),
                           S("Sigo esperando la tetera que pagué.") },
                 .details = { S("¿Podrían averiguar dónde está?"), S("Solo quisiera saber cuándo puedo esperarlo.") },
                 .answers = { S("He preguntado al transportista: se quedó en su almacén y mañana sale a reparto. "
                                "Perdone la espera."),
                              S("Tiene razón, ya debería tenerlo. Lo mandaron al almacén equivocado y llega pasado "
                                "mañana."),
                              S("El paquete se retrasó en el camino. Si el viernes no ha llegado, le envío otro sin "
                                "más preguntas.") },
                 .still = S("No ha llegado nada y ya ha pasado el día que me dijeron."),
                 .mended = S("Lo siento. Esta mañana he enviado otro por mensajería urgente; si aparece el primero, "
                             "quédeselo.") },
               { .asks = { S("كان من المفترض أن يصل طلبي الأسبوع الماضي."),
                           S("أين طردي؟ لم يتغير وضع التتبع منذ أيام."),
                           S("ما زلت أنتظر إبريق الشاي الذي دفعت ثمنه.") },
                 .details = { S("هل يمكنكم معرفة مكانه؟"), S("أود فقط أن أعرف متى أتوقع وصوله.") },
                 .answers = { S("سألت شركة الشحن: بقي الطرد في المستودع وسيخرج للتوصيل غدًا. نعتذر عن الانتظار."),
                              S("معك حق، كان يجب أن يكون عندك الآن. أُرسل إلى مستودع خاطئ وسيصل بعد غد."),
                              S("تأخر الطرد في الطريق. إن لم يصل قبل يوم الجمعة أرسلت لك غيره دون أي سؤال.") },
                 .still = S("لم يصل شيء، وقد مضى اليوم الذي ذكرتموه."),
                 .mended = S("أعتذر. أرسلت طلبًا جديدًا بالبريد السريع هذا الصباح، وإن وصل الأول فاحتفظ به.") } },
    [GIFT] = { { .asks = { S("I would like to give a set of cups as a present."), S("Do you wrap things as gifts?"),
                           S("I am looking for something for a friend who loves blue glazes.") },
                 .details = { S("It would have to be here before the holidays. Is that still possible?"),
                              S("Could you leave the price out and add a card?") },
                 .answers = { S("Gladly. We wrap it in linen paper with a handwritten card, no price inside, and it "
                                "arrives in good time."),
                              S("Yes, and it costs nothing. Tell us the words for the card and we see to the rest."),
                              S("The two cups in sea blue would be just right, I think. I have put a pair aside for "
                                "you until Saturday.") },
                 .still = S("The parcel is here, but the card is missing."),
                 .mended = S(
                     "Oh no. I have written it again and posted it as a letter this noon, with our apologies.") },
               { .asks = { S("Me gustaría regalar un juego de tazas."), S("¿Envuelven los pedidos para regalo?"),
                           S("Busco algo para una amiga a la que le encantan los esmaltes azules.") },
                 .details = { S("Tendría que llegar antes de las fiestas. ¿Todavía es posible?"),
                              S("¿Pueden quitar el precio y añadir una tarjeta?") },
                 .answers = { S("Con mucho gusto. Lo envolvemos en papel de lino con una tarjeta escrita a mano, sin "
                                "precio, y llega a tiempo."),
                              S("Sí, y no cuesta nada. Díganos el texto de la tarjeta y nosotros nos ocupamos del "
                                "resto."),
                              S("Creo que las dos tazas azul mar serían perfectas. Le he reservado una pareja hasta el "
                                "sábado.") },
                 .still = S("El paquete ha llegado, pero falta la tarjeta."),
                 .mended = S(
                     "Vaya. La he escrito otra vez y la he mandado por carta a mediodía, con nuestras disculpas.") },
               { .asks = { S("أود أن أهدي طقم فناجين."), S("هل تغلّفون الطلبات كهدايا؟"),
                           S("أبحث عن شيء لصديقة تحب الطلاء الأزرق.") },
                 .details = { S("يجب أن تصل قبل العيد. هل ما زال ذلك ممكنًا؟"),
                              S("هل يمكن عدم ذكر السعر وإضافة بطاقة؟") },
                 .answers = { S("بكل سرور. نغلّفها بورق كتاني مع بطاقة مكتوبة بخط اليد ومن دون سعر، وستصل في الوقت "
                                "المناسب."),
                              S("نعم، ومجانًا. اكتب لنا نص البطاقة ونحن نتولى الباقي."),
                              S("أظن أن الفنجانين بلون البحر مناسبان تمامًا. حجزت لك زوجًا حتى يوم السبت.") },
                 .still = S("وصل الطرد لكن البطاقة غير موجودة."),
                 .mended = S("نعتذر عن ذلك. كتبتها من جديد وأرسلتها بالبريد ظهر اليوم.") } },
    [WORKSHOP] = { { .asks = { S("Is there still room in the throwing class on Saturday?"),
                               S("My daughter would like to learn how to throw a bowl."),
                               S("I have booked the spring workshop and cannot come after all.") },
                     .details = { S("We have never done this before."),
                                  S("What should we bring, and how long does it take?") },
                     .answers = { S("You are welcome. It takes three hours, beginners are the rule, and all you need "
                                    "is clothes that may get dirty."),
                                  S("I have put you down for the next date; write to me until two days before if it "
                                    "does not suit."),
                                  S("That is no trouble at all. The place is free again on the following Saturday, if "
                                    "you like to have it.") },
                     .still = S("I have had no confirmation, and the class is the day after tomorrow."),
                     .mended = S("You are on the list, I looked myself. The confirmation went to an old address; here "
                                 "it is again.") },
                   { .asks = { S("¿Queda sitio en el taller de torno del sábado?"),
                               S("A mi hija le gustaría aprender a tornear un cuenco."),
                               S("Reservé el taller de primavera y al final no puedo ir.") },
                     .details = { S("No lo hemos hecho nunca."), S("¿Qué tenemos que llevar y cuánto dura?") },
                     .answers = { S("Serán bienvenidos. Dura tres horas, casi todos son principiantes y basta con ropa "
                                    "que se pueda manchar."),
                                  S("Les he apuntado a la próxima fecha; si no les viene bien, escríbanme hasta dos "
                                    "días antes."),
                                  S("No pasa nada. Hay plaza el sábado siguiente, si la quiere.") },
                     .still = S("No he recibido confirmación y el taller es pasado mañana."),
                     .mended = S("Está en la lista, lo he mirado yo mismo. La confirmación fue a una dirección "
                                 "antigua; aquí la tiene otra vez.") },
                   { .asks = { S("هل بقي مكان في دورة الدولاب يوم السبت؟"),
                               S("ابنتي تود أن تتعلم صنع وعاء على الدولاب."),
                               S("حجزت في ورشة الربيع ولن أتمكن من الحضور.") },
                     .details = { S("لم نجرّب ذلك من قبل."), S("ماذا نحضر معنا، وكم تستغرق الورشة؟") },
                     .answers = { S("أهلًا بكم. تستغرق ثلاث ساعات ومعظم الحضور مبتدئون، ويكفي أن ترتدوا ملابس لا بأس إن "
                                    "اتسخت."),
                                  S("سجّلت اسمك في الموعد القادم، وإن لم يناسبك فاكتب لي قبل يومين."),
                                  S("لا مشكلة إطلاقًا. المكان متاح يوم السبت التالي إن رغبت.") },
                     .still = S("لم يصلني تأكيد، والورشة بعد غد."),
                     .mended = S("اسمك في القائمة، تأكدت بنفسي. أُرسل التأكيد إلى عنوان قديم، وها هو من جديد.") } },
    [CARE] = { { .asks = { S("Can the matt plates go into the dishwasher?"),
                           S("There are grey marks from the cutlery on my plates."),
                           S("Tea has left a stain in the white mug.") },
                 .details = { S("I do not want to spoil them."), S("Is there something you would recommend?") },
                 .answers = { S("Yes, at fifty degrees and with a little room around each. The glaze stands it; only "
                                "the gold rim does not."),
                              S("A soft sponge with some baking soda takes it off, and it does not hurt the glaze."),
                              S("Let it stand overnight with a spoon of citric acid in warm water; in the morning it "
                                "wipes away.") },
                 .still = S("I tried it twice, and the mark is still there."),
                 .mended = S("Then it is in the glaze, and that is our fault, not yours. I send you another one.") },
               { .asks = { S("¿Los platos mates pueden ir al lavavajillas?"),
                           S("Los cubiertos han dejado marcas grises en mis platos."),
                           S("El té ha dejado una mancha en la taza blanca.") },
                 .details = { S("No quisiera estropearlos."), S("¿Me recomiendan algo?") },
                 .answers = { S("Sí, a cincuenta grados y dejando algo de espacio alrededor. El esmalte lo aguanta; "
                                "solo el borde dorado no."),
                              S("Con una esponja suave y un poco de bicarbonato se va, y no daña el esmalte."),
                              S("Déjelo toda la noche con agua templada y una cucharada de ácido cítrico; por la "
                                "mañana sale con un paño.") },
                 .still = S("Lo he probado dos veces y la marca sigue ahí."),
                 .mended = S("Entonces está en el esmalte y la culpa es nuestra, no suya. Le envío otro.") },
               { .asks = { S("هل يمكن وضع الأطباق غير اللامعة في غسالة الصحون؟"),
                           S("تركت أدوات المائدة علامات رمادية على أطباقي."), S("ترك الشاي بقعة في الكوب الأبيض.") },
                 .details = { S("لا أريد أن أفسدها."), S("هل تنصحونني بشيء؟") },
                 .answers = { S("نعم، على خمسين درجة مع ترك مسافة بين القطع. الطلاء يتحمل ذلك ما عدا الحافة الذهبية."),
                              S("إسفنجة ناعمة مع قليل من بيكربونات الصوديوم تزيلها من دون أن تضر بالطلاء."),
                              S("اتركه ليلة كاملة في ماء دافئ مع ملعقة من حمض الليمون، وستزول البقعة صباحًا.") },
                 .still = S("جرّبت ذلك مرتين وما زالت العلامة موجودة."),
                 .mended = S("إذًا هي في الطلاء نفسه، والخطأ خطؤنا. سأرسل لك قطعة أخرى.") } },
    [CHANGE] = { { .asks = { S("I gave the wrong address with my order."),
                             S("Could you change my order from green to white?"),
                             S("I would like to send something back.") },
                   .details = { S("I hope it has not left yet."), S("I ordered it yesterday evening.") },
                   .answers = { S("It is still on our table; I have changed it and you get a new confirmation."),
                                S("Done. Nothing else changes, and the price stays the same."),
                                S("Of course. You have thirty days; the label is on its way to you, and the money "
                                  "follows when the parcel is here.") },
                   .still = S("It came all the same as I had first ordered it."),
                   .mended = S("I am sorry, it was already packed when I wrote to you. Keep it or send it back at our "
                               "cost; the right one leaves today.") },
                 { .asks = { S("Puse mal la dirección en mi pedido."),
                             S("¿Pueden cambiar mi pedido de verde a blanco?"), S("Quisiera devolver un artículo.") },
                   .details = { S("Espero que todavía no haya salido."), S("Hice el pedido ayer por la noche.") },
                   .answers = { S("Todavía está en nuestra mesa; lo he cambiado y recibirá otra confirmación."),
                                S("Hecho. No cambia nada más y el precio es el mismo."),
                                S("Por supuesto. Tiene treinta días; la etiqueta va de camino y el dinero se lo "
                                  "devolvemos cuando llegue el paquete.") },
                   .still = S("Ha llegado tal como lo pedí al principio."),
                   .mended = S("Lo siento, ya estaba embalado cuando le escribí. Quédeselo o devuélvalo a nuestra "
                               "cuenta; el correcto sale hoy.") },
                 { .asks = { S("كتبت عنوانًا خاطئًا في طلبي."), S("هل يمكن تغيير طلبي من الأخضر إلى الأبيض؟"),
                             S("أود إرجاع إحدى القطع.") },
                   .details = { S("أرجو ألا يكون قد شُحن بعد."), S("طلبته مساء أمس.") },
                   .answers = { S("ما زال عندنا، وقد عدّلته وسيصلك تأكيد جديد."),
                                S("تم. لم يتغير شيء آخر والسعر كما هو."),
                                S("بالتأكيد. لديك ثلاثون يومًا، وبطاقة الشحن في طريقها إليك، ونعيد المبلغ عند وصول "
                                  "الطرد.") },
                   .still = S("وصل كما طلبته أول مرة رغم ذلك."),
                   .mended = S(
                       "أعتذر، كان مغلّفًا حين كتبت إليك. احتفظ به أو أعده على حسابنا، والطلب الصحيح يخرج اليوم.") } },
    [COMMISSION] = { { .asks = { S("We are opening a small café and need sixty cups."),
                                 S("Do you make bowls with a name on them?"),
                                 S("Could you make a lid for a pot that I bought from you two years ago?") },
                       .details = { S("What would it cost, and how long would it take?"),
                                    S("The colour should match what we have.") },
                       .answers = { S("With pleasure. It takes six weeks; I send you a drawing and a price tomorrow, "
                                      "and nothing is binding until you say yes."),
                                    S("We do. Send us a picture of what you have in mind and we tell you honestly "
                                      "whether it can be done."),
                                    S("If you measure the rim for me to the millimetre, we throw one with the next "
                                      "firing.") },
                       .still = S("The drawing you promised has not come."),
                       .mended = S(
                           "You are right, and I have no excuse: here it is, and the firing is reserved for you.") },
                     { .asks = { S("Vamos a abrir una cafetería y necesitamos sesenta tazas."),
                                 S("¿Hacen cuencos con un nombre?"),
                                 S("¿Podrían hacer una tapa para una olla que les compré hace dos años?") },
                       .details = { S("¿Cuánto costaría y cuánto tardaría?"),
                                    S("El color debería ser igual al de lo que ya tenemos.") },
                       .answers = { S("Encantados. Tarda seis semanas; mañana le mando un dibujo y un precio, sin "
                                      "compromiso hasta que diga que sí."),
                                    S("Sí. Envíenos una foto de lo que tiene en mente y le diremos con franqueza si se "
                                      "puede hacer."),
                                    S("Si me mide el borde al milímetro, hacemos una en la próxima hornada.") },
                       .still = S("El dibujo que me prometieron no ha llegado."),
                       .mended = S(
                           "Tiene razón y no tengo excusa: aquí está, y la hornada queda reservada para usted.") },
                     { .asks = { S("سنفتتح مقهى صغيرًا ونحتاج إلى ستين فنجانًا."), S("هل تصنعون أوعية تحمل اسمًا؟"),
                                 S("هل يمكنكم صنع غطاء لقدر اشتريتها منكم قبل عامين؟") },
                       .details = { S("كم يكلّف ذلك، وكم يستغرق؟"), S("ينبغي أن يطابق اللون ما لدينا.") },
                       .answers = { S("بكل سرور. يستغرق ستة أسابيع، وسأرسل لك رسمًا وسعرًا غدًا، ولا شيء ملزم حتى توافق."),
                                    S("نعم. أرسل لنا صورة لما في ذهنك ونخبرك بصراحة إن كان ممكنًا."),
                                    S("إذا قست لي الحافة بالمليمتر صنعناه مع دفعة الفرن القادمة.") },
                       .still = S("لم يصلني الرسم الذي وعدتموني به."),
                       .mended = S("معك حق ولا عذر لي: ها هو الرسم، والدفعة القادمة محجوزة لك.") } },
    [STOCK] = { { .asks = { S("When will the speckled plates be back?"),
                            S("The large jug is sold out. Will you make more?"),
                            S("Do you still have single saucers?") },
                  .details = { S("I need four more to complete my set."),
                               S("I would rather wait than take another glaze.") },
                  .answers = { S("The next firing is in ten days. I have kept what you need under your name; you get a "
                                 "message when it is out of the kiln."),
                               S("Yes, in about three weeks. They are made to the same mould, so they fit what you "
                                 "have."),
                               S("There are a few left that we do not show. I have put them aside for you until "
                                 "Monday.") },
                  .still = S("I have heard nothing since, and the shop still says sold out."),
                  .mended = S("The kiln failed us last week and I should have written. Yours are in the one that opens "
                              "tomorrow.") },
                { .asks = { S("¿Cuándo vuelven los platos moteados?"),
                            S("La jarra grande está agotada. ¿Van a hacer más?"), S("¿Les quedan platillos sueltos?") },
                  .details = { S("Necesito cuatro más para completar mi vajilla."),
                               S("Prefiero esperar a llevarme otro esmalte.") },
                  .answers = { S("La próxima hornada es dentro de diez días. Le he reservado lo que necesita y le "
                                 "avisamos cuando salga del horno."),
                               S("Sí, en unas tres semanas. Se hacen con el mismo molde, así que encajan con los "
                                 "suyos."),
                               S("Quedan unos pocos que no están en la tienda. Se los he apartado hasta el lunes.") },
                  .still = S("No he sabido nada más y en la tienda siguen agotados."),
                  .mended = S("La semana pasada nos falló el horno y debí escribirle. Los suyos están en la hornada "
                              "que se abre mañana.") },
                { .asks = { S("متى تعود الأطباق المنقّطة؟"), S("نفد الإبريق الكبير. هل ستصنعون المزيد؟"),
                            S("هل لديكم صحون فناجين مفردة؟") },
                  .details = { S("أحتاج إلى أربعة أخرى لأكمل طقمي."), S("أفضّل الانتظار على اختيار طلاء آخر.") },
                  .answers = { S("دفعة الفرن القادمة بعد عشرة أيام. حجزت ما تحتاج إليه باسمك وسنراسلك عند خروجه من "
                                 "الفرن."),
                               S("نعم، بعد نحو ثلاثة أسابيع. تُصنع بالقالب نفسه فتناسب ما لديك."),
                               S("بقي عدد قليل لا نعرضه في المتجر. وضعتها جانبًا لك حتى يوم الاثنين.") },
                  .still = S("لم أسمع شيئًا منذ ذلك الحين وما زال المتجر يقول إنها نفدت."),
                  .mended = S("تعطّل الفرن الأسبوع الماضي وكان عليّ أن أكتب إليك. قطعك في الدفعة التي تُفتح غدًا.") } },
    [RECALL] = { { .asks = { S("I read that the copper-red glaze is being recalled."),
                             S("Is my red bowl safe to eat from?"),
                             S("I have four of the copper-red cups that you warn about.") },
                   .details = { S("We have used them every day since spring."), S("How do I send them back?") },
                   .answers = { S("Please do not eat or drink from them any more. A label is on its way, and you may "
                                  "choose the money or another glaze."),
                                S("One batch of this glaze lets go more copper than it should. Nobody falls ill from "
                                  "it, but we take back every piece."),
                                S("Yours are from that batch. We collect them from your door, and the new ones come "
                                  "with the same van.") },
                   .still = S("The label you promised has not come, and I want these out of the house."),
                   .mended = S("I am sorry: the printer could not keep up. The courier rings at your door tomorrow and "
                               "needs no label.") },
                 { .asks = { S("He leído que retiran el esmalte rojo cobre."), S("¿Es seguro comer en mi cuenco rojo?"),
                             S("Tengo cuatro de las tazas rojo cobre de las que avisan.") },
                   .details = { S("Las usamos a diario desde la primavera."), S("¿Cómo las devuelvo?") },
                   .answers = { S("Por favor, no coma ni beba más en ellas. La etiqueta va de camino y puede elegir el "
                                  "dinero u otro esmalte."),
                                S("Una partida de este esmalte suelta más cobre del debido. Nadie enferma por ello, "
                                  "pero recogemos todas las piezas."),
                                S("Las suyas son de esa partida. Las recogemos en su casa y las nuevas llegan en la "
                                  "misma furgoneta.") },
                   .still = S("La etiqueta que me prometieron no ha llegado y no quiero esto en casa."),
                   .mended = S("Lo siento: la imprenta no daba abasto. El mensajero llama mañana a su puerta y no "
                               "necesita etiqueta.") },
                 { .asks = { S("قرأت أنكم تسحبون الطلاء الأحمر النحاسي."), S("هل الأكل في وعائي الأحمر آمن؟"),
                             S("لديّ أربعة من الفناجين الحمراء النحاسية التي تحذّرون منها.") },
                   .details = { S("نستعملها كل يوم منذ الربيع."), S("كيف أعيدها؟") },
                   .answers = { S("نرجو ألا تأكل أو تشرب فيها بعد الآن. بطاقة الشحن في الطريق، ولك أن تختار المال أو "
                                  "طلاءً آخر."),
                                S("دفعة واحدة من هذا الطلاء تُخرج نحاسًا أكثر مما ينبغي. لا أحد يمرض منها، لكننا نستعيد "
                                  "كل قطعة."),
                                S("قطعك من تلك الدفعة. سنأخذها من باب بيتك وتصل الجديدة في السيارة نفسها.") },
                   .still = S("لم تصل بطاقة الشحن التي وعدتم بها ولا أريد هذه القطع في البيت."),
                   .mended = S("نعتذر، تأخرت المطبعة. سيأتي المندوب إلى بابك غدًا ولا يحتاج إلى بطاقة.") } },
    [STRIKE] = { { .asks = { S("The courier says there is a strike. What happens to my order?"),
                             S("My parcel has stood in the depot since the strike began."),
                             S("Will my order come at all while the drivers are on strike?") },
                   .details = { S("I need it this week."), S("Can I collect it somewhere myself?") },
                   .answers = { S("Nothing moves there for now. Your parcel is safe, and I write to you the hour it "
                                  "does."),
                                S("We have found a second courier for what is still here; yours goes with them on "
                                  "Thursday."),
                                S("You may collect it from our workshop until seven, or wait; either way it costs you "
                                  "nothing.") },
                   .still = S("The strike is over, they say, and I still have nothing."),
                   .mended = S("Your parcel is among three hundred that they sort today. I have their word for "
                               "tomorrow, and you have mine.") },
                 { .asks = { S("El transportista dice que hay huelga. ¿Qué pasa con mi pedido?"),
                             S("Mi paquete está en el almacén desde que empezó la huelga."),
                             S("¿Llegará mi pedido mientras dure la huelga?") },
                   .details = { S("Lo necesito esta semana."), S("¿Puedo recogerlo yo en algún sitio?") },
                   .answers = { S("De momento allí no se mueve nada. Su paquete está a salvo y le escribo en cuanto "
                                  "salga."),
                                S("Hemos encontrado otra empresa para lo que aún está aquí; el suyo sale el jueves con "
                                  "ella."),
                                S("Puede recogerlo en nuestro taller hasta las siete o esperar; en ningún caso le "
                                  "cuesta nada.") },
                   .still = S("Dicen que la huelga ha terminado y sigo sin nada."),
                   .mended = S("Su paquete está entre los trescientos que clasifican hoy. Tengo su palabra para "
                               "mañana, y usted la mía.") },
                 { .asks = { S("تقول شركة الشحن إن هناك إضرابًا. ماذا سيحدث لطلبي؟"),
                             S("طردي في المستودع منذ بداية الإضراب."), S("هل سيصل طلبي أثناء إضراب السائقين؟") },
                   .details = { S("أحتاج إليه هذا الأسبوع."), S("هل يمكنني استلامه بنفسي من مكان ما؟") },
                   .answers = { S("لا شيء يتحرك هناك الآن. طردك في أمان وسأكتب إليك فور خروجه."),
                                S("وجدنا شركة أخرى لما بقي عندنا، وسيخرج طلبك معها يوم الخميس."),
                                S("يمكنك استلامه من ورشتنا حتى السابعة أو الانتظار، ولن يكلّفك ذلك شيئًا في الحالين.") },
                   .still = S("يقولون إن الإضراب انتهى وما زلت لم أستلم شيئًا."),
                   .mended = S("طردك بين ثلاثمئة طرد تُفرز اليوم. وعدوني بالغد، وأنا أعدك به.") } },
};

const str remarks[TONGUES][CONTENTMENTS][REMARKS] = {
    { { S("Quick and kind, thank you."), S("You can tell that people work there."), S("I will be back.") },
      { S("Fine in the end."), S("A little slow, but friendly."), S("I had to ask twice.") },
      { S("It took far too long."), S("I expected better from you."), S("Nobody told me anything for days.") } },
    { { S("Rápidos y amables, gracias."), S("Se nota que hay personas detrás."), S("Volveré.") },
      { S("Al final, bien."), S("Un poco lentos, pero amables."), S("Tuve que preguntar dos veces.") },
      { S("Han tardado demasiado."), S("Esperaba más de ustedes."), S("Nadie me dijo nada durante días.") } },
    { { S("سرعة ولطف، شكرًا لكم."), S("واضح أن وراء العمل أناسًا يهتمون."), S("سأعود إليكم.") },
      { S("كانت النتيجة جيدة."), S("بطيئون قليلًا لكنهم لطفاء."), S("اضطررت إلى السؤال مرتين.") },
      { S("استغرق الأمر وقتًا طويلًا جدًا."), S("توقعت منكم أفضل من ذلك."), S("لم يخبرني أحد بشيء لأيام.") } },
};

#define N(name, address)                                                                                               \
    {                                                                                                                  \
        S(name), S(address)                                                                                            \
    }
const struct spelt given_names[TONGUES][NAMES] = {
    { N("Alice", "alice"), N("Ben", "ben"), N("Clara", "clara"), N("Daniel", "daniel"), N("Edith", "edith"),
      N("Frank", "frank"), N("Grace", "grace"), N("Hugh", "hugh"), N("Iris", "iris"), N("Jonas", "jonas"),
      N("Kate", "kate"), N("Leo", "leo"), N("Maud", "maud"), N("Noel", "noel"), N("Olive", "olive"),
      N("Paul", "paul") },
    { N("Alba", "alba"), N("Bruno", "bruno"), N("Carmen", "carmen"), N("Diego", "diego"), N("Elena", "elena"),
      N("Félix", "felix"), N("Gloria", "gloria"), N("Hugo", "hugo"), N("Inés", "ines"), N("Javier", "javier"),
      N("Laura", "laura"), N("Mateo", "mateo"), N("Nuria", "nuria"), N("Óscar", "oscar"), N("Pilar", "pilar"),
      N("Raúl", "raul") },
    { N("أمينة", "amina"), N("بلال", "bilal"), N("جميلة", "jamila"), N("خالد", "khalid"), N("دانة", "dana"),
      N("رامي", "rami"), N("زينب", "zaynab"), N("سامر", "samer"), N("شيرين", "shirin"), N("طارق", "tariq"),
      N("عائشة", "aisha"), N("فادي", "fadi"), N("ليلى", "layla"), N("مروان", "marwan"), N("نور", "nour"),
      N("هدى", "huda") },
};
const struct spelt family_names[TONGUES][NAMES] = {
    { N("Archer", "archer"), N("Birch", "birch"), N("Calloway", "calloway"), N("Dunn", "dunn"), N("Ellery", "ellery"),
      N("Farrow", "farrow"), N("Greaves", "greaves"), N("Holt", "holt"), N("Ingram", "ingram"), N("Jessop", "jessop"),
      N("Kemp", "kemp"), N("Larkin", "larkin"), N("Marsh", "marsh"), N("Norwood", "norwood"), N("Otley", "otley"),
      N("Pryce", "pryce") },
    { N("Aguilar", "aguilar"), N("Benítez", "benitez"), N("Campos", "campos"), N("Duarte", "duarte"),
      N("Escudero", "escudero"), N("Fuentes", "fuentes"), N("Gallego", "gallego"), N("Herrero", "herrero"),
      N("Ibáñez", "ibanez"), N("Lozano", "lozano"), N("Marín", "marin"), N("Navarro", "navarro"), N("Ortega", "ortega"),
      N("Prieto", "prieto"), N("Rubio", "rubio"), N("Soler", "soler") },
    { N("الأحمد", "alahmad"), N("البكري", "albakri"), N("التميمي", "altamimi"), N("الجابري", "aljabri"),
      N("حداد", "haddad"), N("الخطيب", "alkhatib"), N("درويش", "darwish"), N("الراوي", "alrawi"), N("زيدان", "zaydan"),
      N("سلامة", "salama"), N("شاهين", "shahin"), N("صباغ", "sabbagh"), N("العلي", "alali"), N("الفارس", "alfares"),
      N("قاسم", "qasim"), N("منصور", "mansour") },
};
