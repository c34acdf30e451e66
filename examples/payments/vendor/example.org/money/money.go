// Package money formats amounts.
package money

import "fmt"

// Cents is an amount in hundredths of the currency's unit.
type Cents int64

// In writes the amount with two decimals and the currency's code.
func (c Cents) In(currency string) string {
	return fmt.Sprintf("%d.%02d %s", c/100, c%100, currency)
}
