module example.org/exits-at-once

go 1.18
