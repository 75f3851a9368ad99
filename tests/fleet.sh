# fleet.sh: a small fleet, told by callbacks that are written here, for the tests of the
# verbs: what their answers must be was read off these, not off the program. To be sourced
# after lib.sh.

config=$dir/fleet.conf
database=$dir/fleet.db
export CARHOOK_CONFIG=$config

cat >"$config" <<-END
	database = "$database"
	source "fleet" {
	    path = "/fleet"
	    edition = "b2b-3.18"
	    open = true
	}
	source "old" {
	    path = "/old"
	    edition = "b2b-2.2"
	    open = true
	}
END
chmod 600 "$config"
"$CARHOOK" init >/dev/null || bail "init fails"

# call PATH BODY: one callback, as a CGI program gets it.
call()
{
	printf '%s' "$2" | env REQUEST_METHOD=POST REQUEST_URI="$1" GATEWAY_INTERFACE=CGI/1.1 \
		SERVER_PROTOCOL=HTTP/1.1 CONTENT_TYPE=application/json \
		CONTENT_LENGTH="$(printf '%s' "$2" | wc -c)" "$CARHOOK_FCGI" >"$dir/answer" 2>&1
	grep -q '^Status: 20' "$dir/answer" || bail "not taken: $(cat "$dir/answer")"
}

# monitor DATE VIN REST: an event of monitor M1 and fleet F1.
monitor()
{
	printf '{"monitorId":"M1","events":[{"eventDate":"%s","refresh":false,"vin":"%s",' \
		"$1" "$2"
	printf '"fleetId":"F1",%s}]}' "$3"
}

value()
{
	printf '{"data":"%s","value":{"type":"string","body":{"literalValue":"%s"}}}' "$1" "$2"
}

position()
{
	printf '{"type":"vehicle.position","body":{"position":{"type":"Feature",'
	printf '"geometry":{"type":"Point","coordinates":[%s,%s]},' "$1" "$2"
	printf '"properties":{"createdAt":"%s","type":"Acquire"}}}}' "$3"
}

alert()
{
	printf '{"type":"vehicle.alerts","body":{"alerts":[{"id":"A1","active":%s,' "$1"
	printf '"createdAt":"2024-03-01T08:00:00Z","updatedAt":"%s","type":"EngineFault",' "$2"
	printf '"severity":"Critical","startedAt":"2024-03-01T08:00:00Z"}]}}'
}

step()
{
	printf '{"callbackId":"C1","events":[{"remoteActionId":"R1","eventDate":"%s",' "$1"
	printf '"vin":"VF300000000000001","remoteType":"Doors","eventStatus":%s}]}' "$2"
}

one=VF300000000000001 two=VF300000000000002
call /fleet "$(monitor 2024-03-01T10:00:00Z $one "\"values\":[$(value vehicle.odometer 100.5)],\"extensions\":[$(position 2.5 48.5 2024-03-01T10:00:00Z)]")"
call /fleet "$(monitor 2024-03-01T12:00:00Z $one "\"values\":[$(value vehicle.energy.electric.level 80)],\"extensions\":[$(position 2.6 48.6 2024-03-01T12:00:00Z),$(alert true 2024-03-01T12:00:00Z)]")"
# Late: older than what is known, so it moves nothing back.
call /fleet "$(monitor 2024-03-01T11:00:00Z $one "\"values\":[$(value vehicle.energy.electric.level 95)],\"extensions\":[$(position 2.55 48.55 2024-03-01T11:00:00Z)]")"
call /fleet "$(monitor 2024-03-02T09:00:00Z $two "\"values\":[$(value vehicle.trip.start T1)]")"
call /fleet "$(monitor 2024-03-02T09:30:00Z $two "\"values\":[$(value vehicle.trip.stop T1),$(value vehicle.trip.distance 12.5)],\"extensions\":[$(alert false 2024-03-02T09:30:00Z)]")"
call /fleet "$(step 2024-03-01T10:00:00Z '{"type":"Pending","status":"Accepted"}')"
call /fleet "$(step 2024-03-01T10:00:07Z '{"type":"Pending","status":"WakingUpVehicle"}')"
call /fleet "$(step 2024-03-01T10:00:20Z '{"type":"Done","status":"Failed","failureCause":"DoorsOpen"}')"
# vehicle.engines.running is in 2.2, and no longer in 3.18.
call /fleet "$(monitor 2024-03-03T09:00:00Z $two "\"values\":[$(value vehicle.engines.running true)]")"
while [ "$(query 'SELECT (SELECT max(id) FROM event) > event_id FROM derived')" = 1 ]; do
	call /fleet '{"monitorId":"M1","events":[]}'
done
