# sources.sh: builds the program once more, in another way. To be sourced after lib.sh.

# copy_sources: to $dir/sources, without what a build has left there: sources that are
# configured in place forbid other builds.
copy_sources()
{
	mkdir "$dir/sources"
	tar -C "$top_srcdir" --exclude=./.git --exclude=./build --exclude=config.status \
		--exclude=Makefile --exclude='*.o' --exclude='*.a' --exclude=.deps \
		--exclude=.dirstamp -cf - . | tar -C "$dir/sources" -xf -
}

# build NAME OPTIONS... -- TARGETS...: in $dir/NAME, its output in $dir/log/build-NAME.
build()
{
	local name=$1 options=() log=$dir/log/build-$1

	shift
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	mkdir "$dir/$name" && (
		cd "$dir/$name" || exit
		unset MAKEFLAGS MFLAGS MAKELEVEL    # of the make that runs this test
		"$dir/sources/configure" "${options[@]}" CFLAGS="-g -O1" && make -j2 "$@"
	) >"$log" 2>&1 || bail "$name cannot be built: $(tail -n 20 "$log")"
}
