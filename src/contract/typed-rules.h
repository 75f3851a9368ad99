/* typed-rules.h: which member of a body, and which value, becomes which typed column.
 *
 * The tables name members as the contract's sections 14 and 15 do, with the older
 * spellings of section 12 below today's. Each ends with a row whose name is NULL. */
#ifndef CARHOOK_TYPED_RULES_H
#define CARHOOK_TYPED_RULES_H

#include "contract/cell.h"
#include "contract/edition.h"
#include "contract/thing.h"

/* A member of a body. `inside` is the name of the object around it, "" any; `editions`
 * those in which this member has this unit (others: reading.h). */
struct body_rule {
	const char *name, *inside;
	enum reading reading;
	enum cell_reading how;
	double factor;
	unsigned editions;
};

/* Of bodies; and of an energy's object by what kind of energy it is. */
extern const struct body_rule RULES_BODY[];
extern const struct body_rule RULES_FUEL[];
extern const struct body_rule RULES_HYDROGEN[];
extern const struct body_rule RULES_ELECTRIC[];

/* The temperature of `air`, which may be outside or in an engine's intake. */
extern const struct body_rule RULE_AIR_OUTSIDE;
extern const struct body_rule RULE_AIR_INTAKE;

/* The data of values[] whose literal is a reading. */
struct value_rule {
	const char *data;
	enum reading reading;
	enum cell_reading how;
};

extern const struct value_rule RULES_VALUES[];

/* The data whose literal names a thing: the id of a trip, the name of an alert. */
struct name_rule {
	const char *data;
	enum thing_kind kind;
	int column;
	enum cell_reading how;
	int date_column;        /* that the event's own date tells; -1 none */
	bool is_listed;         /* several names may stand in one literal (contract C8) */
};

extern const struct name_rule RULES_NAMES[];

/* What has a thing in it: a member of a body, or a type of values[]. */
struct thing_rule {
	const char *name;
	enum thing_kind kind;
};

extern const struct thing_rule RULES_THINGS[];    /* members of bodies */
extern const struct thing_rule RULES_OBJECTS[];   /* value.type */

/* An extension whose body may be the thing itself instead of an object that has it. */
struct bare_rule {
	const char *type;       /* of the extension */
	const char *names[2];   /* of the member that should be there; the first is today's */
	const char *marks[2];   /* members that the thing has */
};

extern const struct bare_rule RULES_BARE[];

#endif
