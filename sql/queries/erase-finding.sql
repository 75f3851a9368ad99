-- Of a finding: what it quotes. The variant keeps it apart from one that has the same path
-- then.
UPDATE finding SET value = '', path = unquoted(path, :vin),
    variant = iif(quotes(variant, :vin) OR quotes(path, :vin), '(erased ' || id || ')', variant)
WHERE id = :id
