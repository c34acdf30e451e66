// Command compile-error gives a name to what is not there.
package main

func main() {
	listen(undefinedAddress)
}
