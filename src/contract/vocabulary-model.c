#include "contract/vocabulary.h"

/* The models are known as they are today; earlier editions' bodies are not checked. */
#define NOW(word) {word, EDITIONS_CURRENT}

const struct word WORDS_FEATURE[] = {
	NOW("Feature"), WORDS_END
};

const struct word WORDS_POINT[] = {
	NOW("Point"), WORDS_END
};

const struct word WORDS_POSITION_TYPE[] = {
	NOW("Estimated"), NOW("Acquire"), WORDS_END
};

const struct word WORDS_FIX_STATUS[] = {
	NOW("2D"), NOW("3D"), WORDS_END
};

const struct word WORDS_LOCKED_STATE[] = {
	NOW("Unlocked"), NOW("Locked"), NOW("SuperLocked"), NOW("DriverDoorUnlocked"),
	NOW("CabinDoorsUnlocked"), NOW("CargoDoorsLocked"), NOW("CargoDoorsUnlocked"),
	NOW("RearDoorsUnlocked"), NOW("RearDoorsLocked"), NOW("TrunkLocked"),
	NOW("TrunkUnLocked"), WORDS_END
};

const struct word WORDS_OPENING[] = {
	NOW("Driver"), NOW("Passenger"), NOW("RearLeft"), NOW("RearRight"),
	NOW("Trunk"), NOW("RearWindow"), NOW("RoofWindow"), WORDS_END
};

const struct word WORDS_OPENING_STATE[] = {
	NOW("Open"), NOW("Closed"), WORDS_END
};

const struct word WORDS_SEVERITY[] = {
	NOW("Information"), NOW("Warning"), NOW("Critical"), WORDS_END
};

const struct word WORDS_COLLISION_SIDE[] = {
	NOW("Front"), NOW("Rear"), NOW("Lateral"), WORDS_END
};

const struct word WORDS_COLLISION_SEVERITY[] = {
	NOW("Minimal"), NOW("Minor"), NOW("Major"), WORDS_END
};

const struct word WORDS_ENERGY_TYPE[] = {
	NOW("Fuel"), NOW("Electric"), WORDS_END
};

const struct word WORDS_ENERGY_SUBTYPE[] = {
	NOW("FossilEnergy"), NOW("ElectricEnergy"), NOW("Hydrogen"), WORDS_END
};

const struct word WORDS_PROPULSION[] = {
	NOW("Thermal"), NOW("Electric"), NOW("Hybrid"), WORDS_END
};

const struct word WORDS_TRIP_STATE[] = {
	NOW("Nominal"), NOW("Unstarted"), NOW("DataLacking"), NOW("Unfinished"),
	WORDS_END
};

const struct word WORDS_TRIP_FAULT[] = {
	NOW("Unstarted"), NOW("DataLacking"), NOW("Unfinished"), WORDS_END
};

const struct word WORDS_TRIP_FAULT_CAUSE[] = {
	NOW("GeoPrivacy"), NOW("FullPrivacy"), NOW("Connection"), WORDS_END
};

const struct word WORDS_ALARM_TRIGGER[] = {
	NOW("NoBreakIn"), NOW("FrontRightDoorBreakIn"), NOW("FrontLeftDoorBreakIn"),
	NOW("RearRightFrontDoorBreakIn"), NOW("RearLeftFrontDoorBreakIn"),
	NOW("HoodDoorBreakIn"), NOW("TrunkDoorBreakIn"), NOW("BackliteDoorBreakIn"),
	NOW("RoofBreakIn"), NOW("VolumetricBreakIn"), NOW("VehicleLifting"),
	NOW("ElectricalsystemBreakIn"), NOW("KeyLearning"),
	NOW("UnauthenticatedStartup"), WORDS_END
};

const struct word WORDS_ALARM_ACTIVATION[] = {
	NOW("Inactive"), NOW("Active"), WORDS_END
};

const struct word WORDS_PRIVACY[] = {
	NOW("None"), NOW("Geolocation"), NOW("Full"), WORDS_END
};

const struct word WORDS_ENGINE_TYPE[] = {
	NOW("Thermic"), NOW("Electric"), WORDS_END
};

const struct word WORDS_ENGINE_STATUS[] = {
	NOW("NotRunning"), NOW("Starting"), NOW("Running"), NOW("Stopping"),
	NOW("Stopped"), WORDS_END
};

const struct word WORDS_CHARGING_STATUS[] = {
	NOW("Disconnected"), NOW("InProgress"), NOW("Failure"), NOW("Stopped"),
	NOW("Finished"), WORDS_END
};

const struct word WORDS_CHARGING_POWER[] = {
	NOW("Level1"), NOW("Level2"), NOW("Level3"), NOW("Level4"), NOW("Level5"),
	WORDS_END
};

const struct word WORDS_CHARGING_MODE[] = {
	NOW("No"), NOW("Slow"), NOW("Quick"), WORDS_END
};

const struct word WORDS_CHARGING_TYPE[] = {
	NOW("Partial"), NOW("Full"), WORDS_END
};

const struct word WORDS_WEEKDAY[] = {
	NOW("Mon"), NOW("Tue"), NOW("Wed"), NOW("Thu"), NOW("Fri"), NOW("Sat"),
	NOW("Sun"), WORDS_END
};

const struct word WORDS_GEAR[] = {
	NOW("Ratio1"), NOW("Ratio2"), NOW("Ratio3"), NOW("Ratio4"), NOW("Ratio5"),
	NOW("Ratio6"), NOW("Ratio7"), NOW("Ratio8"), NOW("Neutral"), NOW("Reverse"),
	WORDS_END
};

const struct word WORDS_PARK_ASSIST_FRONT[] = {
	NOW("Fault"), NOW("DriverInhibition"), NOW("Active"), NOW("Wait"),
	NOW("OutOfService"), WORDS_END
};

const struct word WORDS_PARK_ASSIST_REAR[] = {
	NOW("Fault"), NOW("DriverInhibition"), NOW("TrailerInhibition"),
	NOW("Active"), NOW("Wait"), NOW("OutOfService"), WORDS_END
};

const struct word WORDS_ACCR[] = {
	NOW("Activated"), NOW("Fault"), NOW("Hold"), NOW("HoldWithOverSpeeding"),
	NOW("Off"), NOW("OverSpeedingByPedalPress"), NOW("StandBy"), WORDS_END
};

const struct word WORDS_RVV[] = {
	NOW("Off"), NOW("NoBestFit"), NOW("BestFitInProgress"), NOW("BestFitMax"),
	NOW("BestFitMin"), NOW("BestFitDeactivated"), NOW("AutoDeactivated"),
	NOW("OverflowSpeedConsign"), NOW("LackOfVisibilityRadar"),
	NOW("LearningRadar"), NOW("Deactivated"), NOW("LimitSetting"), WORDS_END
};

const struct word WORDS_AEBS[] = {
	NOW("Off"), NOW("Fixed"), NOW("OnFlashing"), WORDS_END
};

const struct word WORDS_AFIL[] = {
	NOW("FlashingFault"), NOW("FlashingWarning"), NOW("Off"), NOW("OnFixed"),
	WORDS_END
};

const struct word WORDS_ARTIV[] = {
	NOW("NotSelected"), NOW("Selected"), NOW("Unavailable"), WORDS_END
};

const struct word WORDS_BSM[] = {
	NOW("Active"), NOW("Inactive"), NOW("Disabled"), NOW("Fault"), WORDS_END
};

const struct word WORDS_LANE_KEEPING[] = {
	NOW("Authorized"), NOW("CorrectionInProgress"), NOW("NotAuthorized"),
	NOW("NotSelected"), WORDS_END
};

const struct word WORDS_GEAR_ADVICE[] = {
	NOW("None"), NOW("Up"), NOW("Down"), NOW("UpDown"), WORDS_END
};

const struct word WORDS_LEFT_RIGHT[] = {
	NOW("Left"), NOW("Right"), WORDS_END
};

const struct word WORDS_FRONT_REAR[] = {
	NOW("Front"), NOW("Rear"), WORDS_END
};

const struct word WORDS_ON_OFF[] = {
	NOW("On"), NOW("Off"), WORDS_END
};

const struct word WORDS_IGNITION[] = {
	NOW("Stop"), NOW("StartUp"), NOW("Start"), WORDS_END
};

const struct word WORDS_BELT[] = {
	NOW("Normal"), NOW("Omission"), WORDS_END
};

const struct word WORDS_SEAT[] = {
	NOW("Driver"), NOW("Passenger"), WORDS_END
};

const struct word WORDS_ECALL[] = {
	NOW("NotDetected"), NOW("Detected"), NOW("ShockDetectionUnabled"), WORDS_END
};

const struct word WORDS_WIPER_SPEED[] = {
	NOW("High"), NOW("Low"), WORDS_END
};

const struct word WORDS_DRIVING_MODE[] = {
	NOW("Normal"), NOW("Sport"), NOW("Comfort"), NOW("Eco"), NOW("Sand"),
	NOW("Mud"), NOW("Snow"), NOW("ZEV"), NOW("Hybrid"), NOW("ZEVEco"),
	NOW("HybridEco"), NOW("EcoPlus"), NOW("eAWD"), NOW("4AWD"),
	NOW("ReinforcedLoad"), WORDS_END
};

const struct word WORDS_CLIMATE_STATUS[] = {
	NOW("Enabled"), NOW("Disabled"), NOW("Finished"), NOW("Failure"), WORDS_END
};

const struct word WORDS_CLIMATE_START[] = {
	NOW("Immediate"), NOW("Scheduled"), WORDS_END
};

const struct word WORDS_CLIMATE_FAILURE[] = {
	NOW("Defect"), NOW("DoorOpened"), NOW("LowBattery"), NOW("LowFuelLevel"),
	NOW("TooManyUnusedProg"), NOW("WindowsRoofOpened"), NOW("HoodOpened"),
	NOW("NotParked"), NOW("OtherFailures"), WORDS_END
};

const struct word WORDS_SERVICE[] = {
	NOW("Electric"), NOW("Hybrid"), NOW("Unknown"), WORDS_END
};
