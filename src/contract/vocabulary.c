#include "contract/vocabulary.h"

bool vocabulary_has(const struct word *words, struct text text, unsigned editions)
{
	for (; words->text != NULL; words++)
		if ((words->editions & editions) && text_is(text, words->text))
			return true;
	return false;
}

#define SINCE_2022 (EDITIONS_ALL & ~EDITIONS_2019)

const struct word WORDS_DATA[] = {
	{"vehicle.alert", EDITIONS_ALL},
	{"vehicle.odometer", EDITIONS_ALL},
	{"vehicle.powertrain.status", EDITIONS_CURRENT},
	{"vehicle.engines.thermic.oil.temp", EDITIONS_ALL},
	{"vehicle.energy.electric.level", EDITIONS_ALL},
	{"vehicle.energy.electric.autonomy", SINCE_2022},
	{"vehicle.energy.fuel.level", EDITIONS_ALL},
	{"vehicle.energy.fuel.autonomy", EDITIONS_ALL},
	{"vehicle.autonomy", EDITIONS_ALL & ~B2B_2_2},
	{"vehicle.energy.charging.status", EDITIONS_ALL},
	{"vehicle.energy.charging.plugged", EDITIONS_ALL},
	{"vehicle.energy.charging.type", EDITIONS_CURRENT},
	{"vehicle.doorsState.lockedState", EDITIONS_ALL},
	{"vehicle.doorsState.opening", EDITIONS_ALL},
	{"vehicle.kinetic.moving", EDITIONS_ALL},
	{"vehicle.kinetic.speed", EDITIONS_ALL},
	{"vehicle.trip", EDITIONS_ALL & ~B2C_4_16},
	{"vehicle.trip.start", EDITIONS_B2B_3 | B2C_4_16},
	{"vehicle.trip.stop", EDITIONS_B2B_3 | B2C_4_16},
	{"vehicle.trip.duration", EDITIONS_CURRENT},
	{"vehicle.trip.distance", EDITIONS_CURRENT},
	{"vehicle.trip.state", EDITIONS_CURRENT},
	{"vehicle.maintenance.daysBeforeMaintenance", EDITIONS_ALL & ~B2C_4_16},
	{"vehicle.maintenance.mileageBeforeMaintenance", EDITIONS_ALL & ~B2C_4_16},
	{"vehicle.safety.beltWarning", EDITIONS_ALL},
	{"environment.air.temp", EDITIONS_ALL},
	{"privacy.state", SINCE_2022},
	{"vehicle.collision.side", EDITIONS_B2B_3 | B2B_2_2},
	{"vehicle.collision.severity", EDITIONS_B2B_3 | B2B_2_2},
	{"vehicle.safety.autoECallTriggering", SINCE_2022},
	{"vehicle.preconditioning.airConditioning", EDITIONS_B2B_3 | B2C_4_16},
	{"vehicle.alarm.trigger.type", EDITIONS_CURRENT},
	{"vehicle.alarm.status.activation", EDITIONS_CURRENT},
	{"stolen.state", B2B_3_18},
	{"vehicle.drivingBehavior.mode", B2B_2_2 | B2C_4_16},
	{"vehicle.engines.running", EDITIONS_2019 | B2B_2_2 | B2B_3_3},
	{"privacy.status", EDITIONS_2019},
	{"privacy.driverRequestState", B2B_2_2},
	WORDS_END
};

const struct word WORDS_VALUE_TYPE[] = {
	{"string", EDITIONS_ALL},
	{"obj.alert", EDITIONS_ALL},
	{"obj.collision", EDITIONS_B2B_3 | B2B_2_2},
	WORDS_END
};

const struct word WORDS_EXTENSION[] = {
	{"vehicle.doorsState", EDITIONS_ALL},
	{"vehicle.status", EDITIONS_ALL},
	{"vehicle.maintenance", EDITIONS_ALL},
	{"vehicle.position", EDITIONS_ALL},
	{"vehicle.telemetry", EDITIONS_ALL},
	{"vehicle.alerts", EDITIONS_ALL},
	{"vehicle.collisions", EDITIONS_B2B_3 | B2B_2_2},
	{"vehicle.trip", EDITIONS_CURRENT},
	{"vehicle.stolen", B2B_3_18},
	{"vehicle.alarm", B2C_4_16},
	WORDS_END
};

/* One list of 2019, in two variants, and one of coarser names from 2022 on. */
const struct word WORDS_TELEMETRY[] = {
	{"vehicle.odometer", EDITIONS_2019},
	{"vehicle.kinetic", B2B_2_0},
	{"vehicle.running", EDITIONS_2019},
	{"vehicle.engines.oil.temp", EDITIONS_2019},
	{"vehicle.engines.speed", EDITIONS_2019},
	{"vehicle.brakingSystem.parking", EDITIONS_2019},
	{"vehicle.energy.type", EDITIONS_2019},
	{"vehicle.energy.level", EDITIONS_2019},
	{"vehicle.energy.consumption", EDITIONS_2019},
	{"vehicle.energy.autonomy", EDITIONS_2019},
	{"vehicle.ignition", EDITIONS_ALL & ~B2C_2_0},
	{"vehicle.doorsState.lockedState", EDITIONS_2019},
	{"vehicle.doorsState.opening", EDITIONS_2019},
	{"vehicle.energy.charging", B2B_2_0},
	{"vehicle.transmission.gearbox.mode", B2B_2_0},
	{"vehicle.transmission.gearbox.gear", B2B_2_0},
	{"vehicle.lighting", EDITIONS_B2B_3 | B2B_2_0 | B2B_2_2},
	{"vehicle.adas.parkAssist.front", EDITIONS_2019},
	{"vehicle.adas.parkAssist.rear", EDITIONS_2019},
	{"vehicle.adas.aebs", EDITIONS_2019},
	{"vehicle.adas.afil", EDITIONS_2019},
	{"vehicle.adas.artiv", EDITIONS_2019},
	{"vehicle.adas.esp", EDITIONS_2019},
	{"vehicle.adas.abs", EDITIONS_2019},
	{"vehicle.adas.fse", EDITIONS_2019},
	{"vehicle.adas.acc", EDITIONS_2019},
	{"vehicle.adas.lvv", EDITIONS_2019},
	{"vehicle.adas.rvv", EDITIONS_2019},
	{"vehicle.adas.lka", B2B_2_0},
	{"vehicle.adas.bsm", EDITIONS_2019},
	{"vehicle.adas.sli", EDITIONS_2019},
	{"passenger.seatbelt", B2B_2_0},
	{"environment.air", B2B_2_0},
	{"environment.luminosity", B2B_2_0},
	{"environment", SINCE_2022},
	{"privacy", SINCE_2022},
	{"vehicle", SINCE_2022},
	{"vehicle.adas", SINCE_2022},
	{"vehicle.battery", SINCE_2022},
	{"vehicle.doorsState", SINCE_2022},
	{"vehicle.energies", SINCE_2022},
	{"vehicle.engines", SINCE_2022},
	{"vehicle.safety", SINCE_2022},
	{"vehicle.transmission", SINCE_2022},
	{"vehicle.drivingBehavior", EDITIONS_B2B_3 | B2B_2_2},
	{"vehicle.lightingSystem", EDITIONS_CURRENT},
	{"vehicle.alarm.status", EDITIONS_CURRENT},
	{"vehicle.alarm.trigger", EDITIONS_CURRENT},
	{"vehicle.wipingBlades", EDITIONS_CURRENT},
	{"vehicle.moving", B2C_2_0},
	{"vehicle.brakingSystem.status", B2C_2_0},
	{"vehicle.ignition.", B2C_2_0},
	{"vehicle.energy.charging.status", B2C_2_0},
	{"vehicle.energy.charging.plugged", B2C_2_0},
	{"vehicle.energy.charging.remainingTime", B2C_2_0},
	{"vehicle.energy.charging.chargingRate", B2C_2_0},
	{"vehicle.energy.charging.chargingMode", B2C_2_0},
	{"vehicle.energy.charging.nextDelayedTime", B2C_2_0},
	{"vehicle.transmission.gearbox.mode.automatic", B2C_2_0},
	{"vehicle.transmission.gearbox.mode.sport", B2C_2_0},
	{"vehicle.transmission.gearbox.mode.snow", B2C_2_0},
	{"vehicle.transmission.gearbox.gear.recommended", B2C_2_0},
	{"vehicle.acceleration.longitudinal", B2C_2_0},
	{"vehicle.lightingSystem.signal.turn.left", B2C_2_0},
	{"vehicle.lightingSystem.signal.turn.right", B2C_2_0},
	{"vehicle.lightingSystem.foglight.front", B2C_2_0},
	{"vehicle.lightingSystem.foglight.rear", B2C_2_0},
	{"vehicle.adas.lka.right", B2C_2_0},
	{"vehicle.adas.lka.left", B2C_2_0},
	{"passenger.seatbelt.unbuckled", B2C_2_0},
	{"environment.air.temp", B2C_2_0},
	{"environment.luminosity.day", B2C_2_0},
	WORDS_END
};

const struct word WORDS_REMOTE_TYPE[] = {
	{"ThermalPreconditioning", EDITIONS_REMOTE},
	{"ElectricBatteryChargingRequest", EDITIONS_REMOTE},
	{"Horn", EDITIONS_REMOTE},
	{"Doors", EDITIONS_REMOTE},
	{"Lights", EDITIONS_REMOTE},
	{"Immobilization", EDITIONS_B2B_3},
	{"Stolen", EDITIONS_B2B_3},
	{"VehicleState", EDITIONS_B2B_3},
	{"ChargingState", EDITIONS_REMOTE},
	{"WakeUp", EDITIONS_REMOTE},
	{"Navigation", EDITIONS_REMOTE},
	WORDS_END
};

const struct word WORDS_EVENT_STATUS_TYPE[] = {
	{"Pending", EDITIONS_REMOTE},
	{"Done", EDITIONS_REMOTE},
	WORDS_END
};

/* Done's words, then Pending's: the schema takes any of them whatever the type. */
const struct word WORDS_EVENT_STATUS[] = {
	{"Success", EDITIONS_REMOTE},
	{"AlreadyDone", EDITIONS_REMOTE},
	{"Failed", EDITIONS_REMOTE},
	{"Accepted", EDITIONS_REMOTE},
	{"WakingUpVehicle", EDITIONS_REMOTE},
	{"CheckingVehicle", EDITIONS_REMOTE},
	{"SentToVehicle", EDITIONS_REMOTE},
	{"VehicleBatteryChargeTooLow", EDITIONS_REMOTE},
	{"TooManyWakeUpsOverMonth", EDITIONS_REMOTE},
	WORDS_END
};

const struct word WORDS_FAILURE_CAUSE[] = {
	{"GeneralError", EDITIONS_REMOTE},
	{"VehicleError", EDITIONS_REMOTE},
	{"WrongCommand", EDITIONS_REMOTE},
	{"VehicleConnectionTimeout", EDITIONS_REMOTE},
	{"MissingRights", EDITIONS_REMOTE},
	{"NotPossibleDueToVehicleBatteryLevel", EDITIONS_REMOTE},
	{"NotPossibleDueToVehiclePrivacyLevel", EDITIONS_REMOTE},
	{"TooManyWakeUpsOverMonth", EDITIONS_REMOTE},
	{"TooManyRequestInShortTime", EDITIONS_REMOTE},
	{"SameActionInProgress", EDITIONS_REMOTE},
	{"NotPossibleDueToVehicleStolenState", EDITIONS_REMOTE},
	{"VehicleInUse", EDITIONS_REMOTE},
	{"TooManyRequestSent", EDITIONS_REMOTE},
	{"DoorsOpen", EDITIONS_REMOTE},
	{"VehicleErrorOrCidInside", EDITIONS_REMOTE},
	{"CidInside", EDITIONS_REMOTE},
	{"ExternalChargingSystemError", EDITIONS_REMOTE},
	{"VehicleChargingSystemError", EDITIONS_REMOTE},
	{"VehicleIsNotLocked", EDITIONS_REMOTE},
	{"CanceledByDriver", EDITIONS_REMOTE},
	WORDS_END
};

const struct word WORDS_FEEDBACK_DETAIL[] = {
	{"NoCIDBlacklisted", EDITIONS_REMOTE},
	{"CIDBlacklisted", EDITIONS_REMOTE},
	WORDS_END
};

const struct word WORDS_MESSAGE_TYPE[] = {
	{"Monitor", B2C_4_16},
	{"Remote", B2C_4_16},
	WORDS_END
};
