// Command crash-loop panics shortly after every start.
package main

import (
	"log"
	"time"
)

func main() {
	log.Print("connecting to the database")
	time.Sleep(200 * time.Millisecond)
	panic("the database does not know this service")
}
