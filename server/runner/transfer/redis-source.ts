import { isUtf8 } from "node:buffer";
import type { Redis } from "ioredis";
import type { ReadRow } from "#engine/transfers/transfer-round.ts";
import { runScript } from "#services/connections/clients/run-script.ts";
import { WRITE_LETTER } from "#services/streams/write-letter.ts";
import type { DeadLetter, Source, SourceRow } from "./ends.ts";

/**
 * Entries leave their stream in one step of the server. A dead letter is written before its entry is deleted, and only
 * where the entry is still there: so it is in one of the two, and never twice. Its fields are copied in the server, because
 * not all bytes are text. KEYS: the stream, the dead letters. ARGV: the name of the transfer, how many are dead, an id and
 * a reason for each, then what DELETE reads.
 */
const LETTERS = `${WRITE_LETTER}
local source, dead, name = KEYS[1], KEYS[2], ARGV[1]
local behind = 3 + 2 * tonumber(ARGV[2])
local function bury()
  for at = 3, behind - 1, 2 do
    local id, reason = ARGV[at], ARGV[at + 1]
    local entry = redis.call('XRANGE', source, id, id)[1]
    if entry then
      writeLetter(dead, entry[2], {'@id', id, '@reason', reason, '@transfer', name})
      redis.call('XDEL', source, id)
    end
  end
end
`;

/** Deletes the written entries one by one: their ids are the rest of ARGV. */
const REMOVE_EACH = `${LETTERS}
for from = behind, #ARGV, 1000 do
  redis.call('XDEL', source, unpack(ARGV, from, math.min(from + 999, #ARGV)))
end
bury()
return 1
`;

/**
 * Deletes all up to an id, which takes a hundredth of the time. A stream only grows at its end: so between its first entry
 * and another there are none but those that were read. Where the stream begins with another entry than the first one that
 * was read, or the last one is gone, somebody else has changed it, and none is deleted; neither where the server is too
 * old for XTRIM with an id, or the user may not use it. The rest of ARGV: the first and the last id.
 */
const REMOVE_UP_TO = `${LETTERS}
local first, last = ARGV[behind], ARGV[behind + 1]
local begin = redis.call('XRANGE', source, '-', '+', 'COUNT', 1)[1]
if not begin or begin[1] ~= first or not redis.call('XRANGE', source, last, last)[1] then return 0 end
bury()
if type(redis.pcall('XTRIM', source, 'MINID', last)) == 'table' then return 0 end
redis.call('XDEL', source, last)
return 1
`;

type Entry = readonly [id: string, fields: readonly string[]];

/** A stream of Redis. While rows are written, the next ones are read. */
export class RedisSource implements Source {
  private readonly redis: Redis;
  private readonly stream: string;
  private readonly dead: string;
  private readonly name: string;
  private from = "-";
  private ahead: { readonly max: number; readonly entries: Promise<readonly Entry[]> } | null = null;

  /** @param name of the transfer, for the dead letters. */
  constructor(
    redis: Redis,
    parts: { readonly stream: string; readonly dead: string; readonly name: string },
  ) {
    this.redis = redis;
    this.stream = parts.stream;
    this.dead = parts.dead;
    this.name = parts.name;
  }

  async read(max: number): Promise<{ rows: readonly ReadRow<SourceRow>[]; isLast: boolean }> {
    const { ahead } = this;
    this.ahead = null;
    const known = ahead?.max === max ? await ahead.entries : [];
    // What came meanwhile is read, too.
    const entries = known.length === max ? known : await this.entriesFrom(this.from, max);
    const last = entries.at(-1);
    if (last !== undefined) this.from = `(${last[0]}`;
    const isLast = entries.length < max;
    if (!isLast) this.readAhead(max);
    const rows: ReadRow<SourceRow>[] = [];
    for (const [id, fields] of entries) {
      // Bytes that are no text arrive as U+FFFD. Only where there is one the bytes are looked at.
      const isOpen = fields.some((text) => text.includes("\uFFFD"));
      rows.push({ row: { id, fields }, problem: isOpen ? await this.problemOf(id) : null });
    }
    return { rows, isLast };
  }

  async remove(
    written: readonly SourceRow[],
    dead: readonly DeadLetter[],
    { first, last }: { readonly first: SourceRow | null; readonly last: SourceRow | null },
  ): Promise<void> {
    if (first === null || last === null) return;
    const letters = [this.name, String(dead.length), ...dead.flatMap(({ row, reason }) => [row.id, reason])];
    const remove = (script: string, ids: readonly string[]) =>
      runScript(this.redis, script, [this.stream, this.dead], [...letters, ...ids]);
    if ((await remove(REMOVE_UP_TO, [first.id, last.id])) === 1) return;
    await remove(
      REMOVE_EACH,
      written.map(({ id }) => id),
    );
  }

  left(): Promise<number> {
    return this.redis.xlen(this.stream);
  }

  close(): void {
    this.redis.disconnect();
  }

  private entriesFrom(from: string, max: number): Promise<readonly Entry[]> {
    return this.redis.xrange(this.stream, from, "+", "COUNT", max) as Promise<readonly Entry[]>;
  }

  private readAhead(max: number): void {
    const entries = this.entriesFrom(this.from, max);
    // Nobody may ask for them: then nobody is to be told of a failure.
    entries.catch(() => undefined);
    this.ahead = { max, entries };
  }

  /** Why an entry with a U+FFFD is not text; null where that character is what was written. */
  private async problemOf(id: string): Promise<string | null> {
    const [entry] = await this.redis.xrangeBuffer(this.stream, id, id);
    const isText = entry?.[1].every((bytes) => isUtf8(bytes)) ?? true;
    return isText ? null : "it has bytes that are no text in UTF-8";
  }
}
