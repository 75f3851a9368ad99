-- Findings that quote the vehicle.
UPDATE finding SET value = '', variant = '(erased ' || id || ')',
                   path = replace(path, ?1, '(erased)')
WHERE instr(value, ?1) > 0 OR instr(variant, ?1) > 0 OR instr(path, ?1) > 0
