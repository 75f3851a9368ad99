#include "tool/geo.h"

#include <string.h>

#include "contract/literal.h"
#include "tool/terminal.h"

/* The columns of ask-tracks.sql. */
enum { VIN, AT, LONGITUDE, LATITUDE, ALTITUDE, HEADING, FIX, EVENT };

/* A pause as long as this ends a segment of a GPX track: the vehicle was parked, and goes
 * on another trip. */
#define TRIP_PAUSE_MS (30 * 60 * 1000)

static void put_raw(FILE *to, struct text text)
{
	if (text.at != NULL)
		fwrite(text.at, 1, text.length, to);
}

/* ---- GeoJSON ---- */

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

static void put_separator(struct geo *geo)
{
	fputs(geo->begun ? ",\n" : "\n", geo->to);
	geo->begun = true;
}

static void add_point(struct geo *geo, const struct question_cell *cells)
{
	put_separator(geo);
	fputs("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":", geo->to);
	put_coordinates(geo->to, cells);
	fputs("},\"properties\":{\"vin\":", geo->to);
	terminal_put_json(geo->to, cells[VIN].text);
	put_property(geo->to, "at", &cells[AT]);
	put_property(geo->to, "heading_deg", &cells[HEADING]);
	put_property(geo->to, "fix", &cells[FIX]);
	put_property(geo->to, "event_id", &cells[EVENT]);
	fputs("}}", geo->to);
}

/* A LineString has two positions or more (RFC 7946 section 3.1.4): a vehicle with one
 * becomes a point. */
static void end_line(struct geo *geo)
{
	if (!geo->in_vehicle)
		return;
	if (geo->points == 1) {
		put_separator(geo);
		fprintf(geo->to, "{\"type\":\"Feature\",\"properties\":{\"vin\":");
		terminal_put_json(geo->to, text_of(geo->vin));
		fprintf(geo->to, "},\"geometry\":{\"type\":\"Point\",\"coordinates\":%s}}",
		        geo->first);
	} else {
		fputs("]}}", geo->to);
	}
	geo->in_vehicle = false;
}

static void add_to_line(struct geo *geo, const struct question_cell *cells)
{
	if (geo->points++ == 0) {
		snprintf(geo->first, sizeof geo->first, "[%.*s,%.*s]",
		         (int)cells[LONGITUDE].text.length, cells[LONGITUDE].text.at,
		         (int)cells[LATITUDE].text.length, cells[LATITUDE].text.at);
		return;
	}
	if (geo->points == 2) {
		put_separator(geo);
		fputs("{\"type\":\"Feature\",\"properties\":{\"vin\":", geo->to);
		terminal_put_json(geo->to, text_of(geo->vin));
		fprintf(geo->to, "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[%s",
		        geo->first);
	}
	fprintf(geo->to, ",[%.*s,%.*s]", (int)cells[LONGITUDE].text.length,
	        cells[LONGITUDE].text.at, (int)cells[LATITUDE].text.length,
	        cells[LATITUDE].text.at);
}

/* ---- GPX ---- */

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

static void end_gpx_track(struct geo *geo)
{
	if (geo->in_vehicle)
		fputs("</trkseg></trk>\n", geo->to);
	geo->in_vehicle = false;
}

static void add_to_gpx(struct geo *geo, const struct question_cell *cells)
{
	int64_t ms = 0;

	literal_date(cells[AT].text, &ms);
	if (geo->points++ == 0) {
		fputs("<trk><name>", geo->to);
		put_xml(geo->to, cells[VIN].text);
		fputs("</name><trkseg>\n", geo->to);
	} else if (ms - geo->last_ms > TRIP_PAUSE_MS) {
		fputs("</trkseg><trkseg>\n", geo->to);
	}
	geo->last_ms = ms;
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
}

/* ---- All of them ---- */

static const char *const BEGIN[] = {
	[GEO_POINTS] = "{\"type\":\"FeatureCollection\",\"features\":[",
	[GEO_TRACKS] = "{\"type\":\"FeatureCollection\",\"features\":[",
	[GEO_GPX] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	            "<gpx version=\"1.1\" creator=\"carhook\" "
	            "xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
};

void geo_begin(struct geo *geo, FILE *to, enum geo_format format)
{
	*geo = (struct geo){.to = to, .format = format};
	fputs(BEGIN[format], to);
}

static void end_vehicle(struct geo *geo)
{
	if (geo->format == GEO_TRACKS)
		end_line(geo);
	if (geo->format == GEO_GPX)
		end_gpx_track(geo);
}

void geo_add(struct geo *geo, const struct question_cell *cells)
{
	if (geo->format == GEO_POINTS) {
		add_point(geo, cells);
		return;
	}
	if (!geo->in_vehicle || !text_is(cells[VIN].text, geo->vin)) {
		end_vehicle(geo);
		snprintf(geo->vin, sizeof geo->vin, "%.*s", (int)cells[VIN].text.length,
		         cells[VIN].text.at);
		geo->in_vehicle = true;
		geo->points = 0;
	}
	if (geo->format == GEO_TRACKS)
		add_to_line(geo, cells);
	else
		add_to_gpx(geo, cells);
}

void geo_end(struct geo *geo)
{
	end_vehicle(geo);
	fputs(geo->format == GEO_GPX ? "</gpx>\n" : "\n]}\n", geo->to);
}
