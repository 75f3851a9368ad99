#include "contract/template.h"

/* Contract section 14. Absent on purpose: ids (vehicle.trip and its kin), whose text
 * means nothing, and the onChange data whose content is not documented. The words of
 * a model are known for the current editions; those of alerts for all. */
static const struct operand OPERANDS[] = {
	{"vehicle.alert", LITERAL_WORDS, WORDS_ALERT, EDITIONS_ALL},
	{"vehicle.odometer", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.engines.thermic.oil.temp", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.energy.electric.level", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.energy.electric.autonomy", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.energy.fuel.level", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.energy.fuel.autonomy", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.autonomy", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.kinetic.speed", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.trip.duration", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.trip.distance", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.maintenance.daysBeforeMaintenance", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.maintenance.mileageBeforeMaintenance", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"environment.air.temp", LITERAL_NUMBER, NULL, EDITIONS_ALL},
	{"vehicle.engines.running", LITERAL_BOOLEAN, NULL, EDITIONS_ALL},
	{"vehicle.energy.charging.plugged", LITERAL_BOOLEAN, NULL, EDITIONS_ALL},
	{"vehicle.kinetic.moving", LITERAL_BOOLEAN, NULL, EDITIONS_ALL},
	{"stolen.state", LITERAL_BOOLEAN, NULL, EDITIONS_ALL},
	{"vehicle.powertrain.status", LITERAL_WORDS, WORDS_ENGINE_STATUS, EDITIONS_CURRENT},
	{"vehicle.energy.charging.status", LITERAL_WORDS, WORDS_CHARGING_STATUS,
	 EDITIONS_CURRENT},
	{"vehicle.energy.charging.type", LITERAL_WORDS, WORDS_CHARGING_TYPE,
	 EDITIONS_CURRENT},
	{"vehicle.safety.beltWarning", LITERAL_WORDS, WORDS_BELT, EDITIONS_CURRENT},
	{"vehicle.safety.autoECallTriggering", LITERAL_WORDS, WORDS_ECALL, EDITIONS_CURRENT},
	{"privacy.state", LITERAL_WORDS, WORDS_PRIVACY, EDITIONS_CURRENT},
	{"vehicle.drivingBehavior.mode", LITERAL_WORDS, WORDS_DRIVING_MODE, EDITIONS_CURRENT},
	{"vehicle.alarm.trigger.type", LITERAL_WORDS, WORDS_ALARM_TRIGGER, EDITIONS_CURRENT},
	{"vehicle.alarm.status.activation", LITERAL_WORDS, WORDS_ALARM_ACTIVATION,
	 EDITIONS_CURRENT},
	{"vehicle.collision.side", LITERAL_WORDS, WORDS_COLLISION_SIDE, EDITIONS_CURRENT},
	{"vehicle.collision.severity", LITERAL_WORDS, WORDS_COLLISION_SEVERITY,
	 EDITIONS_CURRENT},
	{"vehicle.trip.state", LITERAL_WORDS, WORDS_TRIP_STATE, EDITIONS_CURRENT},
};

const struct operand *template_operand(struct text data, enum edition edition)
{
	for (size_t i = 0; i < sizeof OPERANDS / sizeof *OPERANDS; i++)
		if ((OPERANDS[i].editions & edition) && text_is(data, OPERANDS[i].data))
			return &OPERANDS[i];
	return NULL;
}
