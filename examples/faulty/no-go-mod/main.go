// Command no-go-mod belongs to no module.
package main

func main() {}
