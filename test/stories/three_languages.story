# People write in three languages, and each reads their page in their own
staff bo is an agent named Bo Lind
customer ann@example.org reads en-GB
customer ann@example.org asks by form: Is the blue glaze safe in the dishwasher?
clock +2 minutes
customer ines@example.org reads es-ES
customer ines@example.org is called Inés Prado
customer ines@example.org asks by form: ¿Puedo meter el cuenco azul en el lavavajillas?
clock +2 minutes
customer layla@example.org reads ar
customer layla@example.org asks by form: هل يمكن وضع الطبق في غسالة الأطباق؟
expect page of ann in en from left
expect page of ines in es from left
expect page of layla in ar from right
expect layla sees: هل يمكن وضع الطبق في غسالة الأطباق؟
clock +20 minutes
agent bo answers layla: نعم، الطلاء آمن في غسالة الأطباق.
agent bo answers ines: Sí, aguanta el lavavajillas sin problema.
agent bo answers ann: Yes, up to 65 °C.
expect ann sees: Did this solve it?
expect ines sees: Sí, aguanta el lavavajillas sin problema.
expect ines sees: ¿Ha quedado resuelto?
expect layla sees: نعم، الطلاء آمن في غسالة الأطباق.
customer ines says solved
expect conversation state resolved
about layla
expect conversation state awaiting_customer
