// Command never-healthy listens and refuses every health check.
package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		log.Print("the cache is still warming up")
		http.Error(w, "warming up", http.StatusServiceUnavailable)
	})
	log.Fatal(http.ListenAndServe(":"+port(), nil))
}

func port() string {
	if port := os.Getenv("PORT"); port != "" {
		return port
	}
	return "8080"
}
