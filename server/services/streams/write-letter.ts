/** Lua hands fewer than 8,000 texts to a command of Redis. */
const MAX_TEXTS = 7_900;

/**
 * Lua with which scripts write a dead letter: the fields of its record, with all their bytes, then `facts`. Where there are
 * more fields than Lua can hand over, the facts are first, and the fields are one text behind them, as JSON in `@row`.
 */
export const WRITE_LETTER = `
local function writeLetter(dead, fields, facts)
  local texts = fields
  if #fields > ${MAX_TEXTS} then
    local members = {}
    for at = 1, #fields, 2 do
      members[#members + 1] = cjson.encode(fields[at]) .. ':' .. cjson.encode(fields[at + 1])
    end
    texts = facts
    texts[#texts + 1] = '@row'
    texts[#texts + 1] = '{' .. table.concat(members, ',') .. '}'
  else
    for _, fact in ipairs(facts) do texts[#texts + 1] = fact end
  end
  redis.call('XADD', dead, '*', unpack(texts))
end
`;
