# Would they recommend us: 110 promoters, 50 passives, 40 detractors are 35.0 points, from 23.6 to 45.4
staff bo is an agent named Bo Lind
staff ana is an owner named Ana Rivas
setting survey.after_resolve is nps
crowd promoter of 110 is helped by agent bo and answers with 9
crowd passive of 50 is helped by agent bo and answers with 8
crowd detractor of 40 is helped by agent bo and answers with 3
expect figure nps of owner ana 35.0 of 200 (23.6 to 45.4)
expect report nps of owner ana: 35.0 points (23.6 to 45.4), n = 200
