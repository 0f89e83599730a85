#!/bin/sh
# Runs the bot, passes signals on, and gives its exit code on, but for one: 78 says that starting again would not help (a
# wrong setting, a refused token, a store in use). Docker's "on-failure" starts again after every code but 0 and cannot
# leave one out; counting ("on-failure:5") would give up after five outages of the network as well. So 78 ends with 0
# here, and the reason is the last thing in the log.

"$@" &
bot=$!
for signal in TERM INT HUP; do
  # shellcheck disable=SC2064 # the name of the signal is meant as it is now
  trap "kill -$signal $bot 2>/dev/null" "$signal"
done
wait "$bot"
code=$?
# A signal ends a wait early; the bot is waited for until it is gone.
while kill -0 "$bot" 2>/dev/null; do
  wait "$bot"
  code=$?
done
if [ "$code" -eq 78 ]; then
  echo 'The bot ended with code 78: starting it again would not help. Repair what it said above, then start it.' >&2
  exit 0
fi
exit "$code"
