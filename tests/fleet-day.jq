# fleet-day.jq: the callbacks of a small fleet on one day, Monday 23 November 2026, made up: a
# body a line, as an array of its path and itself. Called with --null-input --compact-output.
#
# Two electric vehicles drive, charge and drive again; a van burns fuel, needs maintenance
# and is stolen in the evening; the fourth belongs to its driver, and comes by B2C.

def vans: { first: "VF3DAYCAR00000001", second: "VF3DAYCAR00000002", diesel: "VF3DAYCAR00000003",
            own: "VF3DAYCAR00000004" };
def fleet: "5f0e1a6b9c3d4e7f8a2b1c0d";
def battery: "65a000000000000000000001";   # monitors
def trips: "65a000000000000000000002";
def fuel: "65a000000000000000000003";
def security: "65a000000000000000000004";

# Places: longitude, latitude.
def depot: [2.29430, 48.85840];
def harbour: [2.18360, 48.92390];
def market: [2.35220, 48.81640];
def airport: [2.54790, 49.00970];

def two: tostring | if length < 2 then "0" + . else . end;

# Of minutes since midnight.
def date: "2026-11-23T\(. / 60 | floor | two):\(. % 60 | two):00Z";
def minutes($hour; $minute): $hour * 60 + $minute;

# between A B: what is the part $part of the way from A to B.
def between($a; $b; $part; $digits):
	($a + ($b - $a) * $part) * pow(10; $digits) | round / pow(10; $digits);

def literal($data): { data: $data, value: { type: "string", body: { literalValue: tostring } } };
def place($at): { type: "vehicle.position", body: { position: { type: "Feature",
	geometry: { type: "Point", coordinates: . }, properties: { createdAt: $at, type: "Acquire" } } } };
def event($monitor; $vin; $at; $values; $extensions):
	{ $monitor, $at, event: { fleetId: fleet, vin: $vin, eventDate: ($at | date), values: $values,
	  extensions: $extensions, refresh: false } };

# On the way: every five minutes the level, the odometer and the place.
def drive($vin; $trip; $since; $until; $data; $from; $to; $km; $length; $level_from; $level_to):
	event(trips; $vin; $since; [$trip | literal("vehicle.trip.start")]; [$from | place($since | date)]),
	(range($since; $until + 1; 5) as $at | (($at - $since) / ($until - $since)) as $part |
	 event(if $data == "vehicle.energy.fuel.level" then fuel else battery end; $vin; $at;
	       [(between($level_from; $level_to; $part; 0) | literal($data)),
	        (between($km; $km + $length; $part; 1) | literal("vehicle.odometer"))];
	       [[between($from[0]; $to[0]; $part; 5), between($from[1]; $to[1]; $part; 5)] | place($at | date)])),
	event(trips; $vin; $until; [$trip | literal("vehicle.trip.stop")];
	      [($to | place($until | date)),
	       { type: "vehicle.trip", body: { trip: { id: $trip, createdAt: ($until | date), vin: $vin,
	         startedAt: ($since | date), stoppedAt: ($until | date), distance: $length, done: true } } }]);

# At the plug: every fifteen minutes the level.
def charge($vin; $since; $until; $level_from; $level_to):
	(range($since; $until + 1; 15) as $at | event(battery; $vin; $at;
	 [(between($level_from; $level_to; ($at - $since) / ($until - $since); 0) | literal("vehicle.energy.electric.level")),
	  ((if $at < $until then "InProgress" else "Finished" end) | literal("vehicle.energy.charging.status")),
	  (true | literal("vehicle.energy.charging.plugged"))]; []));

# Parked: once an hour, with a tenth of a percent for the electronics.
def park($vin; $since; $until; $level):
	(range($since; $until; 60) as $at |
	 event(battery; $vin; $at; [$level | literal("vehicle.energy.electric.level")]; []));

def alert($vin; $at; $id; $type; $severity; $active; $started):
	event(security; $vin; $at; [{ data: "vehicle.alert", value: { type: "obj.alert", body: { objectValues: [
		{ id: $id, createdAt: ($started | date), updatedAt: ($at | date), vin: $vin, active: $active,
		  type: $type, severity: $severity, startedAt: ($started | date) }
		+ (if $active then {} else { endAt: ($at | date) } end)] } } }]; []);

def electric: "vehicle.energy.electric.level";
def day:
	vans as $vans |
	park($vans.first; 0; minutes(7; 0); 84),
	drive($vans.first; "T101"; minutes(7; 0); minutes(8; 0); electric; depot; airport; 18240.0; 41.5; 84; 63),
	park($vans.first; minutes(8; 30); minutes(12; 0); 62),
	charge($vans.first; minutes(12; 0); minutes(13; 30); 62; 93),
	drive($vans.first; "T102"; minutes(14; 0); minutes(15; 30); electric; airport; market; 18281.5; 57.2; 93; 58),
	drive($vans.first; "T103"; minutes(17; 0); minutes(18; 10); electric; market; depot; 18338.7; 39.0; 57; 35),
	charge($vans.first; minutes(19; 0); minutes(22; 0); 35; 80),
	park($vans.first; minutes(22; 30); minutes(24; 0); 80),

	park($vans.second; 0; minutes(9; 0); 58),
	drive($vans.second; "T201"; minutes(9; 0); minutes(10; 30); electric; depot; harbour; 40112.3; 48.0; 58; 29),
	drive($vans.second; "T202"; minutes(13; 0); minutes(14; 0); electric; harbour; depot; 40160.3; 33.5; 28; 9),
	charge($vans.second; minutes(15; 0); minutes(20; 0); 9; 74),
	park($vans.second; minutes(20; 30); minutes(24; 0); 74),
	alert($vans.second; minutes(9; 40); "A201"; "LeftRearTireUnderInflated"; "Warning"; true; minutes(9; 40)),
	alert($vans.first; minutes(14; 20); "A101"; "AddWasherFluid"; "Information"; true; minutes(14; 20)),
	alert($vans.first; minutes(18; 10); "A101"; "AddWasherFluid"; "Information"; false; minutes(14; 20)),

	drive($vans.diesel; "T301"; minutes(6; 30); minutes(8; 0); "vehicle.energy.fuel.level"; depot; market; 97310.0; 66.0; 71; 65),
	drive($vans.diesel; "T302"; minutes(16; 0); minutes(17; 30); "vehicle.energy.fuel.level"; market; harbour; 97376.0; 58.4; 65; 59),
	event(fuel; $vans.diesel; minutes(17; 35); [(-3 | literal("vehicle.maintenance.daysBeforeMaintenance")),
	      (1565 | literal("vehicle.maintenance.mileageBeforeMaintenance"))]; []),
	event(security; $vans.diesel; minutes(21; 12); ["TrunkDoorBreakIn" | literal("vehicle.alarm.trigger.type")];
	      [harbour | place(minutes(21; 12) | date)]),
	event(security; $vans.diesel; minutes(21; 40); [true | literal("stolen.state")];
	      [{ type: "vehicle.stolen", body: { stolen: { createdAt: (minutes(21; 40) | date), id: "S301", state: true,
	         startedAt: (minutes(21; 40) | date), startPosition: (harbour | place(minutes(21; 12) | date).body.position) } } },
	       ([2.09, 48.97] | place(minutes(21; 40) | date))]);

# In B2C an event has no VIN: it is an attribute.
def own_car: range(minutes(8; 0); minutes(20; 1); 120) as $at | ["app",
	{ callbackId: "cb0000000000000000000001", type: "Monitor", date: ($at | date),
	  attributes: [{ key: "vin", value: vans.own }],
	  monitorEvent: { monitorId: "65a000000000000000000005", refresh: ($at > minutes(8; 0)),
	    values: [91 - $at / 60 * 2 | literal(electric)] } }];

# The vendor sends by monitor, what happened in half an hour at a time.
([day] | group_by([(.at / 30 | floor), .monitor])[] | sort_by(.at) |
	["fleet", { monitorId: .[0].monitor, events: map(.event) }]),
own_car
