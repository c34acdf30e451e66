module example.org/payments

go 1.18

require example.org/money v1.0.0
