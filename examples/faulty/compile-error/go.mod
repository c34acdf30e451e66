module example.org/compile-error

go 1.18
