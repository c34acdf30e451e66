#!/usr/bin/env bash
# ssh runs this to be told a password: it is in the variable that the inventory names.
printf '%s\n' "${!SDP_ASKPASS_VARIABLE:-}"
