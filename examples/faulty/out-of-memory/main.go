// Command out-of-memory takes memory until it is killed.
package main

import "log"

const step = 64 << 20

func main() {
	var taken [][]byte
	for {
		block := make([]byte, step)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		taken = append(taken, block)
		log.Printf("holding %d MiB", len(taken)*step>>20)
	}
}
