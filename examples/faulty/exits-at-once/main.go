// Command exits-at-once ends before it listens.
package main

import (
	"log"
	"os"
)

func main() {
	log.Print("the variable LICENCE is not set: giving up")
	os.Exit(3)
}
