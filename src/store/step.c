#include "store/step.h"

#define STEP_ROWS_LEAST 10

int64_t step_fit(int64_t rows, int64_t took_us, int64_t most)
{
	if (took_us > STEP_US)
		return rows / 2 > STEP_ROWS_LEAST ? rows / 2 : STEP_ROWS_LEAST;
	if (took_us < STEP_US / 2)
		return rows * 2 < most ? rows * 2 : most;
	return rows;
}
