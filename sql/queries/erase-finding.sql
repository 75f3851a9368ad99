-- Of a finding: what it quotes. The variant stays one of its own.
UPDATE finding SET value = '', path = unnamed(path, :vin),
    variant = iif(names(variant, :vin), '(erased ' || id || ')', variant)
WHERE id = :id
