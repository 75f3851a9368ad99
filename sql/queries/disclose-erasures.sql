-- carhook disclose: every erasure that was made. Of which vehicle is kept nowhere.
SELECT * FROM erasure ORDER BY id
