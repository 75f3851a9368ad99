#include "tool/geo.h"

#include <inttypes.h>
#include <string.h>

#include "contract/literal.h"
#include "tool/terminal.h"

/* The columns of ask-tracks.sql. */
enum { VIN, AT, LONGITUDE, LATITUDE, ALTITUDE, HEADING, FIX, EVENT, TRIP };

/* A pause as long as this ends a segment: the vehicle was parked, whether or not anybody
 * told of trips. */
#define PAUSE_MS (30 * 60 * 1000)

/* What a format writes. A member that is NULL writes nothing. */
struct geo_shape {
	const char *begin, *end;                   /* of the file */
	void (*begin_vehicle)(struct geo *geo);
	void (*begin_segment)(struct geo *geo);
	int (*add)(struct geo *geo, const struct question_cell *cells);
	void (*end_segment)(struct geo *geo);
	void (*end_vehicle)(struct geo *geo);
	bool points_only;                          /* has neither vehicles nor segments */
};

static void put_raw(FILE *to, struct text text)
{
	if (text.at != NULL)
		fwrite(text.at, 1, text.length, to);
}

/* ---- GeoJSON: a point for each position ---- */

static void put_feature(struct geo *geo, const char *type)
{
	fprintf(geo->to, "%s{\"type\":\"Feature\",\"geometry\":{\"type\":\"%s\",\"coordinates\":",
	        geo->begun ? ",\n" : "\n", type);
	geo->begun = true;
}

static void put_coordinates(FILE *to, const struct question_cell *cells)
{
	fputc('[', to);
	put_raw(to, cells[LONGITUDE].text);
	fputc(',', to);
	put_raw(to, cells[LATITUDE].text);
	if (cells[ALTITUDE].kind != QUESTION_NULL) {
		fputc(',', to);
		put_raw(to, cells[ALTITUDE].text);
	}
	fputc(']', to);
}

static void put_property(FILE *to, const char *name, const struct question_cell *cell)
{
	fprintf(to, ",\"%s\":", name);
	if (cell->kind == QUESTION_TEXT || cell->kind == QUESTION_NULL)
		terminal_put_json(to, cell->text);
	else
		put_raw(to, cell->text);
}

static int add_point(struct geo *geo, const struct question_cell *cells)
{
	put_feature(geo, "Point");
	put_coordinates(geo->to, cells);
	fputs("},\"properties\":{\"vin\":", geo->to);
	terminal_put_json(geo->to, cells[VIN].text);
	put_property(geo->to, "at", &cells[AT]);
	put_property(geo->to, "heading_deg", &cells[HEADING]);
	put_property(geo->to, "fix", &cells[FIX]);
	put_property(geo->to, "event_id", &cells[EVENT]);
	put_property(geo->to, "trip_id", &cells[TRIP]);
	fputs("}}", geo->to);
	return 0;
}

/* ---- GeoJSON: a line for each segment ---- */

/* Lines have no heights: where some positions have one and others not, readers would take
 * the sea's level for the others. */
static int add_to_line(struct geo *geo, const struct question_cell *cells)
{
	struct text longitude = cells[LONGITUDE].text, latitude = cells[LATITUDE].text;

	if (geo->points == 0) {
		geo->first = arena_format(&geo->arena, "[%.*s,%.*s]", (int)longitude.length,
		                          longitude.at, (int)latitude.length, latitude.at);
		return geo->first != NULL ? 0 : -1;
	}
	if (geo->points == 1) {
		put_feature(geo, "LineString");
		fprintf(geo->to, "[%s", geo->first);
	}
	fprintf(geo->to, ",[%.*s,%.*s]", (int)longitude.length, longitude.at,
	        (int)latitude.length, latitude.at);
	return 0;
}

/* A LineString has two positions or more (RFC 7946 section 3.1.4): a segment of one becomes
 * a point. */
static void end_line(struct geo *geo)
{
	if (geo->points == 1) {
		put_feature(geo, "Point");
		fputs(geo->first, geo->to);
	} else {
		fputc(']', geo->to);
	}
	fputs("},\"properties\":{\"vin\":", geo->to);
	terminal_put_json(geo->to, text_of(geo->vin));
	fputs(",\"trip_id\":", geo->to);
	terminal_put_json(geo->to, text_of(geo->trip));
	fprintf(geo->to, ",\"from\":\"%s\",\"to\":\"%s\",\"positions\":%" PRIu64 "}}", geo->from,
	        geo->to_time, geo->points);
}

/* ---- GPX: a track for each vehicle ---- */

static void put_xml(FILE *to, struct text text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '&' || c == '<' || c == '>')
			fprintf(to, "&#%d;", c);
		else
			fputc(c < 0x20 ? '?' : c, to);
	}
}

static void begin_gpx_track(struct geo *geo)
{
	fputs("<trk><name>", geo->to);
	put_xml(geo->to, text_of(geo->vin));
	fputs("</name>\n", geo->to);
}

static void end_gpx_track(struct geo *geo)
{
	fputs("</trk>\n", geo->to);
}

static void begin_gpx_segment(struct geo *geo)
{
	fputs("<trkseg>\n", geo->to);
}

static void end_gpx_segment(struct geo *geo)
{
	fputs("</trkseg>\n", geo->to);
}

static int add_to_gpx(struct geo *geo, const struct question_cell *cells)
{
	fputs("<trkpt lat=\"", geo->to);
	put_raw(geo->to, cells[LATITUDE].text);
	fputs("\" lon=\"", geo->to);
	put_raw(geo->to, cells[LONGITUDE].text);
	fputs("\">", geo->to);
	if (cells[ALTITUDE].kind != QUESTION_NULL) {
		fputs("<ele>", geo->to);
		put_raw(geo->to, cells[ALTITUDE].text);
		fputs("</ele>", geo->to);
	}
	fputs("<time>", geo->to);
	put_xml(geo->to, cells[AT].text);
	fputs("</time></trkpt>\n", geo->to);
	return 0;
}

/* ---- All of them ---- */

#define COLLECTION_BEGIN "{\"type\":\"FeatureCollection\",\"features\":["
#define COLLECTION_END   "\n]}\n"

static const struct geo_shape SHAPES[] = {
	[GEO_POINTS] = {
		.begin = COLLECTION_BEGIN, .add = add_point, .end = COLLECTION_END,
		.points_only = true,
	},
	[GEO_TRACKS] = {
		.begin = COLLECTION_BEGIN, .add = add_to_line, .end_segment = end_line,
		.end = COLLECTION_END,
	},
	[GEO_GPX] = {
		.begin = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		         "<gpx version=\"1.1\" creator=\"carhook\" "
		         "xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
		.begin_vehicle = begin_gpx_track, .begin_segment = begin_gpx_segment,
		.add = add_to_gpx, .end_segment = end_gpx_segment, .end_vehicle = end_gpx_track,
		.end = "</gpx>\n",
	},
};

void geo_begin(struct geo *geo, FILE *to, enum geo_format format)
{
	*geo = (struct geo){.to = to, .shape = &SHAPES[format]};
	fputs(geo->shape->begin, to);
}

static void tell(struct geo *geo, void (*write)(struct geo *geo))
{
	if (write != NULL)
		write(geo);
}

static bool is_same(struct text text, const char *kept)
{
	return text.at != NULL ? kept != NULL && text_is(text, kept) : kept == NULL;
}

static const char *keep(struct geo *geo, struct text text)
{
	return text.at ? arena_copy(&geo->arena, text.at, text.length) : NULL;
}

static void put_time(char kept[CLOCK_TEXT_SIZE], struct text at)
{
	snprintf(kept, CLOCK_TEXT_SIZE, "%.*s", (int)at.length, at.at ? at.at : "");
}

static int begin_segment(struct geo *geo, const struct question_cell *cells, bool of_other)
{
	arena_reset(&geo->arena);
	geo->vin = keep(geo, cells[VIN].text);
	geo->trip = keep(geo, cells[TRIP].text);
	geo->points = 0;
	put_time(geo->from, cells[AT].text);
	if (geo->vin == NULL || (geo->trip == NULL && cells[TRIP].text.at != NULL))
		return -1;
	if (of_other)
		tell(geo, geo->shape->begin_vehicle);
	tell(geo, geo->shape->begin_segment);
	return 0;
}

/* Ends what this position does not belong to, and begins what it does. */
static int go_to(struct geo *geo, const struct question_cell *cells, int64_t ms)
{
	bool of_other = geo->vin == NULL || !is_same(cells[VIN].text, geo->vin);

	if (!of_other && is_same(cells[TRIP].text, geo->trip) && ms - geo->last_ms <= PAUSE_MS)
		return 0;
	if (geo->vin != NULL)
		tell(geo, geo->shape->end_segment);
	if (geo->vin != NULL && of_other)
		tell(geo, geo->shape->end_vehicle);
	return begin_segment(geo, cells, of_other);
}

int geo_add(struct geo *geo, const struct question_cell *cells)
{
	int64_t ms = 0;

	if (geo->shape->points_only)
		return geo->shape->add(geo, cells);
	literal_date(cells[AT].text, &ms);
	if (go_to(geo, cells, ms) != 0 || geo->shape->add(geo, cells) != 0)
		return -1;
	geo->points++;
	geo->last_ms = ms;
	put_time(geo->to_time, cells[AT].text);
	return 0;
}

void geo_end(struct geo *geo)
{
	if (geo->vin != NULL) {
		tell(geo, geo->shape->end_segment);
		tell(geo, geo->shape->end_vehicle);
	}
	fputs(geo->shape->end, geo->to);
}

void geo_free(struct geo *geo)
{
	arena_free(&geo->arena);
}
