# Who we are, and whose clock our pages show
begins on 2024-11-26 at 20:00
staff ana is an owner named Ana Rivas
staff bo is an agent named Bo Lind
owner ana says that the business's name is Rivas Ceramics
owner ana says that the business's zone is Europe/Madrid
owner ana says that we are open from 09:00 to 17:00 on monday, tuesday, wednesday, thursday, friday
customer ann@example.org asks by form: Where is my bowl?
expect ann@example.org sees: Rivas Ceramics
expect ann@example.org sees: 21:00 GMT+1
expect ann@example.org sees: Closed now, back tomorrow at 09:00.
clock +13 hours
expect ann@example.org sees: We are here now, until 17:00.

# What cannot be is refused, and an agent does not say who we are
begins on 2024-11-27 at 10:00
owner ana says that the business's zone is EST
expect refused as invalid
agent bo says that the business's name is Bo's Bowls
expect refused as forbidden
