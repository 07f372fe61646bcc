/**
 * What triggers and transfers write behind the fields of a dead letter. A record may have fields with these names itself,
 * so they are read from the end. Gives how many texts are of the record (0: it cannot be put back), then the facts.
 */
const LETTER = `
local function letterOf(f)
  local n = #f
  if n == 10 and f[1] == '@id' and f[3] == '@reason' and f[5] == '@deliveries' and f[7] == '@trigger' and f[9] == '@row' then
    return {0, f[2], f[4], f[6], 'trigger', f[8]}
  elseif n >= 8 and f[n-7] == '@id' and f[n-5] == '@reason' and f[n-3] == '@deliveries' and f[n-1] == '@trigger' then
    return {n - 8, f[n-6], f[n-4], f[n-2], 'trigger', f[n]}
  elseif n == 8 and f[1] == '@id' and f[3] == '@reason' and f[5] == '@transfer' and f[7] == '@row' then
    return {0, f[2], f[4], '', 'transfer', f[6]}
  elseif n >= 6 and f[n-5] == '@id' and f[n-3] == '@reason' and f[n-1] == '@transfer' then
    return {n - 6, f[n-4], f[n-2], '', 'transfer', f[n]}
  end
  return nil
end
local function isWanted(letter, id, search)
  if search == '' then return true end
  local text = id
  if letter then text = table.concat({id, letter[2], letter[3], letter[6]}, '\\n') end
  return string.find(string.lower(text), search, 1, true) ~= nil
end
`;

/**
 * Entries, the newest first, of which long ones are cut in the server, so that an answer stays small. ARGV: before which one
 * (`+`: the newest), how many, how many are looked at, what they have in them, and how many bytes of a text, how many fields
 * and how many bytes of an entry are given. Each text has its length behind it.
 */
export const LIST_ENTRIES = `${LETTER}
local key, before, wanted, max = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local search, maxText, maxFields, budget = string.lower(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local function shown(id, fields)
  local letter, left = letterOf(fields), budget
  local kept = #fields
  if letter and letter[1] > 0 then kept = letter[1] end
  local texts = {}
  local function add(into, text)
    local part = string.sub(text, 1, math.min(maxText, left))
    left = left - #part
    into[#into + 1] = part
    into[#into + 1] = #text
  end
  local facts = {}
  if letter then
    facts = {letter[1], letter[4], letter[5]}
    for _, at in ipairs({2, 3, 6}) do add(facts, letter[at]) end
  end
  for at = 1, math.min(kept, 2 * maxFields) do add(texts, fields[at]) end
  return {id, kept / 2, texts, facts}
end
local found, visited = {}, 0
while #found < wanted and visited < max do
  local entries = redis.call('XREVRANGE', key, before, '-', 'COUNT', 10)
  if #entries == 0 then return {'', found} end
  for _, entry in ipairs(entries) do
    if #found < wanted then
      before = '(' .. entry[1]
      visited = visited + 1
      if isWanted(letterOf(entry[2]), entry[1], search) then found[#found + 1] = shown(entry[1], entry[2]) end
    end
  end
end
if #redis.call('XREVRANGE', key, before, '-', 'COUNT', 1) == 0 then return {'', found} end
return {string.sub(before, 2), found}
`;

/**
 * Puts dead letters back, or removes them. The record is written and its dead letter deleted in one step of the server, so
 * that it is in one of the two, whoever dies when. KEYS: the stream, the dead letters. ARGV: `put-back` or `remove`, how
 * long the stream may be, then `ids` and these; or `all`, from where, up to where, how many are looked at, and what they
 * have in them.
 */
export const WORK_LETTERS = `${LETTER}
local stream, dead, act, max, mode = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2]), ARGV[3]
local entries, gone, following = {}, 0, ''
if mode == 'ids' then
  for at = 4, #ARGV do
    local entry = redis.call('XRANGE', dead, ARGV[at], ARGV[at])[1]
    if entry then entries[#entries + 1] = entry else gone = gone + 1 end
  end
else
  local count, search = tonumber(ARGV[6]), string.lower(ARGV[7])
  local seen = redis.call('XRANGE', dead, ARGV[4], ARGV[5], 'COUNT', count + 1)
  for at, entry in ipairs(seen) do
    if at > count then following = entry[1]
    elseif isWanted(letterOf(entry[2]), entry[1], search) then entries[#entries + 1] = entry end
  end
end
local done, unfit = 0, 0
for _, entry in ipairs(entries) do
  local id, fields = entry[1], entry[2]
  if act == 'remove' then
    done = done + redis.call('XDEL', dead, id)
  else
    if redis.call('XLEN', stream) >= max then return {done, gone, unfit, 1, id} end
    local letter = letterOf(fields)
    local kept = letter and letter[1] or 0
    -- A record with thousands of fields does not fit into a call of Lua.
    if kept > 0 and pcall(function() redis.call('XADD', stream, '*', unpack(fields, 1, kept)) end) then
      redis.call('XDEL', dead, id)
      done = done + 1
    else
      unfit = unfit + 1
    end
  end
end
return {done, gone, unfit, 0, following}
`;
