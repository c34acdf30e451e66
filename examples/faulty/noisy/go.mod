module example.org/noisy

go 1.18
