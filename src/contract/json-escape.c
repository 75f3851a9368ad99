#include "contract/json-escape.h"

static const char SIMPLE_ESCAPES[256] = {
	['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b',
	['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t',
};

char json_escape_simple(unsigned char letter)
{
	return SIMPLE_ESCAPES[letter];
}

static int hex_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The 16-bit unit of the four hex digits at `p`, or -1. */
static int32_t unit_of(const unsigned char *p)
{
	int32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex_value(p[i]);
		if (digit < 0)
			return -1;
		unit = unit << 4 | digit;
	}
	return unit;
}

int32_t json_escape_point(const unsigned char *p, uint32_t left, uint32_t *used)
{
	int32_t high = left >= 5 ? unit_of(p + 1) : -1, low;

	*used = 5;
	if (high < 0xd800 || high > 0xdbff || left < 11 || p[5] != '\\' || p[6] != 'u')
		return high;
	low = unit_of(p + 7);
	if (low < 0xdc00 || low > 0xdfff)
		return high;
	*used = 11;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

static char *put_utf8(char *to, int32_t point)
{
	if (point < 0x80) {
		*to++ = (char)point;
	} else if (point < 0x800) {
		*to++ = (char)(0xc0 | point >> 6);
		*to++ = (char)(0x80 | (point & 0x3f));
	} else if (point < 0x10000) {
		*to++ = (char)(0xe0 | point >> 12);
		*to++ = (char)(0x80 | (point >> 6 & 0x3f));
		*to++ = (char)(0x80 | (point & 0x3f));
	} else {
		*to++ = (char)(0xf0 | point >> 18);
		*to++ = (char)(0x80 | (point >> 12 & 0x3f));
		*to++ = (char)(0x80 | (point >> 6 & 0x3f));
		*to++ = (char)(0x80 | (point & 0x3f));
	}
	return to;
}

size_t json_escape_decode(struct text raw, char *to, char nul)
{
	const unsigned char *p = (const unsigned char *)raw.at, *end = p + raw.length;
	char *first = to;

	while (p < end) {
		uint32_t used = 1;
		int32_t point;

		if (*p != '\\') {
			*to++ = (char)*p++;
			continue;
		}
		p++;
		if (*p != 'u') {
			*to++ = json_escape_simple(*p++);
			continue;
		}
		point = json_escape_point(p, (uint32_t)(end - p), &used);
		p += used;
		if (point >= 0xd800 && point <= 0xdfff && nul != 0)
			point = 0xfffd;
		if (point == 0)
			*to++ = nul;
		else
			to = put_utf8(to, point);
	}
	return (size_t)(to - first);
}
