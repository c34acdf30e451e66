module example.org/out-of-memory

go 1.18
