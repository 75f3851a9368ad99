# Writes SQL files as one C source: awk -f embed.awk schema/*.sql views/*.sql queries/*.sql
#
# Schema steps and views become the arrays SQL_SCHEMA and SQL_VIEWS, in the order they
# are given; queries/insert-event.sql becomes SQL_INSERT_EVENT. The comment lines in
# front of a query are for its reader and left out; those inside the schema are kept,
# as they are the dictionary that stands in the database.

function begin(file,    parts, count) {
	count = split(file, parts, "/")
	folder = parts[count - 1]
	name = parts[count]
	sub(/\.sql$/, "", name)
	symbol = toupper(name)
	gsub(/[^A-Z0-9]/, "_", symbol)
	if (folder == "schema")
		symbol = "schema_" (++schemas)
	else if (folder == "views")
		symbol = "view_" (++views)
	else
		symbol = "SQL_" symbol
	printf "%s\n%sconst char %s[] =", (opened++ ? ";" : ""),
	       (folder == "queries" ? "" : "static "), symbol
	heading = 1
}

BEGIN {
	print "/* Made from sql/ by embed.awk; change the SQL files instead. */"
	print "#include \"store/sql.h\""
}

FNR == 1 { begin(FILENAME) }

heading && folder == "queries" && /^--/ { next }

{
	heading = 0
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\n\t\"%s\\n\"", $0
}

function list(type, prefix, count,    i) {
	printf "\nconst char *const %s[] = {", type
	for (i = 1; i <= count; i++)
		printf "%s%s_%d", (i > 1 ? ", " : ""), prefix, i
	print "};"
	printf "const int %s_COUNT = %d;\n", substr(type, 1, length(type) - (type ~ /S$/ ? 1 : 0)), count
}

END {
	print ";"
	list("SQL_SCHEMA", "schema", schemas)
	list("SQL_VIEWS", "view", views)
}
