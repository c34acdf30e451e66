module example.org/crash-loop

go 1.18
