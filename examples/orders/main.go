// Command orders answers with a list of orders and the version that made the answer.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

// version is the one line that the branches of this repository change.
const version = "main"

type order struct {
	ID    int    `json:"id"`
	Item  string `json:"item"`
	State string `json:"state"`
}

type answer struct {
	Service string  `json:"service"`
	From    string  `json:"from"`
	Version string  `json:"version"`
	Sandbox string  `json:"sandbox,omitempty"`
	Orders  []order `json:"orders"`
}

func main() {
	http.HandleFunc("/health", health)
	http.HandleFunc("/orders", orders)

	address := ":" + port()
	log.Printf("orders %s listens on %s", version, address)
	serve(address)
}

// serve answers until it is told to stop, and then answers what it has begun. The first process of a container ends
// on no signal that it does not handle.
func serve(address string) {
	server := &http.Server{Addr: address}
	stopped := make(chan struct{})
	go func() {
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGTERM)
		<-signals
		server.Shutdown(context.Background())
		close(stopped)
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-stopped
}

func port() string {
	if port := os.Getenv("PORT"); port != "" {
		return port
	}
	return "8080"
}

func health(w http.ResponseWriter, _ *http.Request) {
	reply(w, map[string]string{"status": "ok", "version": version})
}

func orders(w http.ResponseWriter, r *http.Request) {
	log.Printf("%s %s", r.Method, r.URL.Path)
	reply(w, answer{
		Service: "orders",
		From:    "sandbox",
		Version: version,
		Sandbox: r.Header.Get("X-Sandbox"),
		Orders:  []order{{1, "kettle", "shipped"}, {2, "teapot", "packed"}},
	})
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		log.Print(err)
	}
}
