module example.org/never-healthy

go 1.18
