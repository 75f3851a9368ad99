-- Copies the whole database into a new file.
VACUUM INTO ?1
