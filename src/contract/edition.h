/* edition.h: the six published editions of the vendor's contract.
 *
 * An edition names what a registered monitor or callback was promised to send.
 * Editions are bits, so that a table row can say "these editions" in one word. */
#ifndef CARHOOK_EDITION_H
#define CARHOOK_EDITION_H

enum edition {
	B2B_2_0  = 1 << 0,
	B2B_2_2  = 1 << 1,
	B2B_3_3  = 1 << 2,
	B2B_3_18 = 1 << 3,
	B2C_2_0  = 1 << 4,
	B2C_4_16 = 1 << 5,
};

#define EDITION_COUNT 6
#define EDITIONS_ALL     (B2B_2_0 | B2B_2_2 | B2B_3_3 | B2B_3_18 | B2C_2_0 | B2C_4_16)
#define EDITIONS_2019    (B2B_2_0 | B2C_2_0)
#define EDITIONS_B2B_3   (B2B_3_3 | B2B_3_18)
#define EDITIONS_REMOTE  (EDITIONS_B2B_3 | B2C_4_16)   /* those that know remotes */
#define EDITIONS_CURRENT (B2B_3_18 | B2C_4_16)

/* The name users write in carhook.conf, such as "b2b-3.18". */
const char *edition_name(enum edition edition);

/* The edition called `name`, or 0 when there is none. */
enum edition edition_find(const char *name);

/* The i-th edition, oldest first, 0 <= i < EDITION_COUNT. */
enum edition edition_at(int i);

/* The success status of the edition's template (contract section 1): 201 for
 * monitor events and B2C messages, 202 for B2B remote events. */
int edition_success_status(enum edition edition, int is_remote);

#endif
