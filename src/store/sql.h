/* sql.h: the SQL of the folder sql/, embedded when carhook is built. Each file says
 * what it does and is tested by itself. */
#ifndef CARHOOK_SQL_H
#define CARHOOK_SQL_H

/* The frozen steps of the schema, first to last, and the views. */
extern const char *const SQL_SCHEMA[];
extern const int SQL_SCHEMA_COUNT;
extern const char *const SQL_VIEWS[];
extern const int SQL_VIEW_COUNT;

/* Storing a delivery. */
extern const char SQL_TOUCH[];
extern const char SQL_INSERT_SOURCE[];
extern const char SQL_INSERT_DELIVERY[];
extern const char SQL_UPDATE_DELIVERY[];
extern const char SQL_INSERT_EVENT[];
extern const char SQL_SELECT_EVENT_IDENTITY[];
extern const char SQL_INSERT_REDELIVERY[];
extern const char SQL_UPDATE_FINDING[];
extern const char SQL_INSERT_FINDING[];
extern const char SQL_COUNT_FINDINGS[];
extern const char SQL_INSERT_QUARANTINE[];
extern const char SQL_RELEASE_QUARANTINE[];
extern const char SQL_SELECT_QUARANTINED[];
extern const char SQL_SELECT_LAST_QUARANTINED[];

/* Deriving what is asked for by vehicle. */
extern const char SQL_SELECT_DERIVED[];
extern const char SQL_UPDATE_DERIVED[];
extern const char SQL_UPDATE_EDITION[];
extern const char SQL_SELECT_UNDERIVED[];
extern const char SQL_SELECT_BACKLOG[];
extern const char SQL_INSERT_VALUE[];
extern const char SQL_INSERT_READING[];
extern const char SQL_INSERT_ALERT[];
extern const char SQL_INSERT_TRIP[];
extern const char SQL_INSERT_COLLISION[];
extern const char SQL_INSERT_ALARM[];
extern const char SQL_INSERT_THEFT[];
extern const char SQL_INSERT_LATEST[];
extern const char SQL_COUNT_MONITOR_DAY[];
extern const char SQL_SELECT_DELIVERIES[];
extern const char SQL_COUNT_DELIVERY_HOUR[];
extern const char SQL_INSERT_VEHICLE[];
extern const char SQL_INSERT_TIMELINE[];
extern const char SQL_INSERT_TIMELINE_RUN[];
extern const char SQL_INSERT_REMOTE_STEP[];

/* Asking. */
extern const char SQL_SELECT_EVENTS_AFTER[];
extern const char SQL_SELECT_MAX_EVENT[];
extern const char SQL_SELECT_REMOVED_EVENT[];
extern const char SQL_SELECT_LAST_EVENT[];
extern const char SQL_SELECT_COUNTS[];
extern const char SQL_SELECT_VEHICLE_COUNT[];
extern const char SQL_SELECT_EVENT_KNOWN[];

/* Deriving again. */
extern const char SQL_RESET_DERIVED[];
extern const char SQL_SELECT_PROGRESS[];

/* Pseudonymising. */
extern const char SQL_PSEUDONYMISE_ALARMS[];
extern const char SQL_PSEUDONYMISE_ALERTS[];
extern const char SQL_PSEUDONYMISE_COLLISIONS[];
extern const char SQL_PSEUDONYMISE_ENVELOPES[];
extern const char SQL_PSEUDONYMISE_EVENTS[];
extern const char SQL_PSEUDONYMISE_FINDINGS[];
extern const char SQL_PSEUDONYMISE_FIND[];
extern const char SQL_PSEUDONYMISE_FIND_ENVELOPES[];
extern const char SQL_PSEUDONYMISE_FIND_EVENTS[];
extern const char SQL_PSEUDONYMISE_FIND_FINDINGS[];
extern const char SQL_PSEUDONYMISE_FIND_QUARANTINE[];
extern const char SQL_PSEUDONYMISE_JOIN_FINDINGS[];
extern const char SQL_PSEUDONYMISE_JOIN_QUARANTINE[];
extern const char SQL_PSEUDONYMISE_LATEST[];
extern const char SQL_PSEUDONYMISE_OLD_POSITIONS[];
extern const char SQL_PSEUDONYMISE_OLD_VEHICLES[];
extern const char SQL_PSEUDONYMISE_POSITIONS[];
extern const char SQL_PSEUDONYMISE_PROGRESS[];
extern const char SQL_PSEUDONYMISE_QUARANTINE[];
extern const char SQL_PSEUDONYMISE_STEPS[];
extern const char SQL_PSEUDONYMISE_THEFTS[];
extern const char SQL_PSEUDONYMISE_TIMELINE[];
extern const char SQL_PSEUDONYMISE_TRIPS[];
extern const char SQL_PSEUDONYMISE_VALUES[];
extern const char SQL_PSEUDONYMISE_VEHICLES[];

/* Erasing. */
extern const char SQL_ERASE_ENDS[];
extern const char SQL_ERASE_ENVELOPE[];
extern const char SQL_ERASE_EVENT[];
extern const char SQL_ERASE_EVIDENCE[];
extern const char SQL_ERASE_EXAMPLE[];
extern const char SQL_ERASE_FIND_ENVELOPES[];
extern const char SQL_ERASE_FIND_EVENTS[];
extern const char SQL_ERASE_FIND_FINDINGS[];
extern const char SQL_ERASE_FIND_QUARANTINE[];
extern const char SQL_ERASE_FINDING[];
extern const char SQL_ERASE_ELSEWHERE[];
extern const char SQL_ERASE_MASK[];
extern const char SQL_ERASE_MASK_VALUES[];
extern const char SQL_ERASE_MENTION[];
extern const char SQL_ERASE_QUARANTINE[];
extern const char SQL_ERASE_READING[];
extern const char SQL_ERASE_REDELIVERY[];
extern const char SQL_ERASE_STEP[];
extern const char SQL_ERASE_TIMELINE[];
extern const char SQL_ERASE_VALUES[];

extern const char SQL_VACUUM_INTO[];

/* Verifying. */
extern const char SQL_VERIFY_COPY_EVENT[];
extern const char SQL_VERIFY_COPY_SOURCE[];
extern const char SQL_VERIFY_DELIVERY_HOURS[];
extern const char SQL_VERIFY_EVENTS[];
extern const char SQL_VERIFY_GAPS[];
extern const char SQL_VERIFY_MONITOR_DAYS[];
extern const char SQL_VERIFY_ORPHANS[];
extern const char SQL_VERIFY_READINGS[];
extern const char SQL_VERIFY_RUNS[];
extern const char SQL_VERIFY_SOURCES[];
extern const char SQL_VERIFY_STEPS[];
extern const char SQL_VERIFY_TIMELINE[];
extern const char SQL_VERIFY_VALUES[];
extern const char SQL_VERIFY_VEHICLES[];

/* Pruning. */
extern const char SQL_PRUNE_ALARMS[];
extern const char SQL_PRUNE_ALERTS[];
extern const char SQL_PRUNE_COLLISIONS[];
extern const char SQL_PRUNE_DELIVERIES[];
extern const char SQL_PRUNE_EVENTS[];
extern const char SQL_PRUNE_EXAMPLES[];
extern const char SQL_PRUNE_FIND[];
extern const char SQL_PRUNE_FINDINGS[];
extern const char SQL_PRUNE_LATEST[];
extern const char SQL_PRUNE_POSITIONS[];
extern const char SQL_PRUNE_QUARANTINE[];
extern const char SQL_PRUNE_READINGS[];
extern const char SQL_PRUNE_REDELIVERIES[];
extern const char SQL_PRUNE_STEPS[];
extern const char SQL_PRUNE_THEFTS[];
extern const char SQL_PRUNE_TIMELINE_RUNS[];
extern const char SQL_PRUNE_TIMELINE[];
extern const char SQL_PRUNE_TRIPS[];
extern const char SQL_PRUNE_VALUES[];
extern const char SQL_PRUNE_VEHICLES[];

/* The questions of question.h. */
extern const char SQL_ASK_ALERTS[];
extern const char SQL_ASK_DELIVERIES[];
extern const char SQL_ASK_DELIVERIES_OF_EVENTS[];
extern const char SQL_ASK_DELIVERIES_OF_VEHICLE[];
extern const char SQL_ASK_EVENTS[];
extern const char SQL_ASK_EVENTS_OF_VEHICLE[];
extern const char SQL_ASK_READINGS_OF_VEHICLE[];
extern const char SQL_ASK_FINDINGS[];
extern const char SQL_ASK_LACK[];
extern const char SQL_ASK_METRICS[];
extern const char SQL_ASK_MONITORS[];
extern const char SQL_ASK_MONITORS_OF_EVENTS[];
extern const char SQL_ASK_MONITORS_OF_VEHICLE[];
extern const char SQL_ASK_POSITIONS[];
extern const char SQL_ASK_QUARANTINE[];
extern const char SQL_ASK_READINGS[];
extern const char SQL_ASK_REMOTE[];
extern const char SQL_ASK_REMOTES[];
extern const char SQL_ASK_SILENCE[];
extern const char SQL_ASK_SOURCES[];
extern const char SQL_ASK_SOURCES_OF_EVENTS[];
extern const char SQL_ASK_SOURCES_OF_VEHICLE[];
extern const char SQL_ASK_STATUS[];
extern const char SQL_ASK_TRACK[];
extern const char SQL_ASK_TRACKS[];
extern const char SQL_ASK_TRIPS[];
extern const char SQL_ASK_VEHICLE[];
extern const char SQL_ASK_VEHICLES[];
extern const char SQL_DISCLOSE_ALARMS[];
extern const char SQL_DISCLOSE_ALERTS[];
extern const char SQL_DISCLOSE_COLLISIONS[];
extern const char SQL_DISCLOSE_ENVELOPES[];
extern const char SQL_DISCLOSE_ERASURES[];
extern const char SQL_DISCLOSE_EVENTS[];
extern const char SQL_DISCLOSE_FINDINGS[];
extern const char SQL_DISCLOSE_LATEST[];
extern const char SQL_DISCLOSE_MENTIONS[];
extern const char SQL_DISCLOSE_POSITIONS[];
extern const char SQL_DISCLOSE_QUARANTINE[];
extern const char SQL_DISCLOSE_REDELIVERIES[];
extern const char SQL_DISCLOSE_STEPS[];
extern const char SQL_DISCLOSE_THEFTS[];
extern const char SQL_DISCLOSE_TRIPS[];
extern const char SQL_DISCLOSE_VALUES[];
extern const char SQL_DISCLOSE_VEHICLE[];

#endif
