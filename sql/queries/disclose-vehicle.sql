-- carhook disclose: what is known of the vehicle as such.
SELECT * FROM vehicle WHERE vin = :vin
