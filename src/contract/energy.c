#include "contract/energy.h"

/* In the order of precedence: hydrogen comes under either type, a tank or what drives;
 * of the other energies the type is required, the subType is not. */
static const struct {
	const char *member, *word;
	enum energy energy;
} WORDS[] = {
	{"subType", "Hydrogen", ENERGY_HYDROGEN},
	{"type", "Fuel", ENERGY_FUEL},
	{"type", "Electric", ENERGY_ELECTRIC},
	{"subType", "FossilEnergy", ENERGY_FUEL},
	{"subType", "ElectricEnergy", ENERGY_ELECTRIC},
};

enum energy energy_of(const struct json *json, uint32_t item)
{
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		uint32_t member = json_member_of_kind(json, item, WORDS[i].member, JSON_STRING);

		if (member != JSON_ABSENT && json_is(json, member, WORDS[i].word))
			return WORDS[i].energy;
	}
	return ENERGY_UNKNOWN;
}
