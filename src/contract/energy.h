/* energy.h: what an item of a list about energies is about: fuel, electricity, hydrogen.
 *
 * Status, telemetry and trips have such lists (contract section 15). */
#ifndef CARHOOK_ENERGY_H
#define CARHOOK_ENERGY_H

#include "contract/json.h"

enum energy { ENERGY_UNKNOWN, ENERGY_FUEL, ENERGY_ELECTRIC, ENERGY_HYDROGEN };

/* The energy that `type` and `subType` of the object at `item` tell. */
enum energy energy_of(const struct json *json, uint32_t item);

#endif
