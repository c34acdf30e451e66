// Command noisy prints a flood of lines, then serves like any other.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
)

const lineBytes = 120

func main() {
	flood(lines())
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	log.Fatal(http.ListenAndServe(":"+port(), nil))
}

func lines() int {
	if count, err := strconv.Atoi(os.Getenv("NOISY_LINES")); err == nil {
		return count
	}
	return 100_000
}

func flood(count int) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i := 1; i <= count; i++ {
		head := fmt.Sprintf("line %d of %d ", i, count)
		fmt.Fprintln(out, head+strings.Repeat(".", lineBytes-1-len(head)))
	}
}

func port() string {
	if port := os.Getenv("PORT"); port != "" {
		return port
	}
	return "8080"
}
