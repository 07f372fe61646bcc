import type { Redis } from "ioredis";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { runScript } from "#services/connections/clients/run-script.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import type { DeadLetter } from "./ends.ts";

/**
 * The dead letters are written and the place is moved in one step, and only by who knows the place from before: of two
 * attempts that run at the same time one gives up. KEYS: the place, the dead letters. ARGV: the place before (empty: none)
 * and the new one, the title of the transfer, then an id, a reason and a row for each dead letter.
 */
const MOVE = `
local before = redis.call('GET', KEYS[1]) or ''
if before ~= ARGV[1] then return 'moved' end
for at = 4, #ARGV, 3 do
  redis.call('XADD', KEYS[2], '*', '@id', ARGV[at], '@reason', ARGV[at + 1], '@transfer', ARGV[3], '@row', ARGV[at + 2])
end
redis.call('SET', KEYS[1], ARGV[2])
return 'done'
`;

/** How far a source has been read, for sources from which nothing is deleted. It is beside the dead letters. */
export class Cursor {
  private readonly redis: Redis;
  private readonly key: string;
  private readonly dead: string;
  private readonly title: string;
  private place = "";

  /** @param title of the transfer, for the dead letters. */
  constructor(
    redis: Redis,
    { key, dead, title }: { readonly key: string; readonly dead: string; readonly title: string },
  ) {
    this.redis = redis;
    this.key = key;
    this.dead = dead;
    this.title = title;
  }

  /** @returns the place; empty where nothing was read yet. */
  async read(): Promise<string> {
    this.place = (await this.redis.get(this.key)) ?? "";
    return this.place;
  }

  /** @throws TransferProblem where somebody else has moved it. */
  async move(to: string, dead: readonly DeadLetter[]): Promise<void> {
    const letters = dead.flatMap(({ row: { id, fields }, reason }) => [id, reason, rowText(fields)]);
    const texts = [this.place, to, this.title, ...letters];
    const told = await runScript(this.redis, MOVE, [this.key, this.dead], texts);
    if (told !== "done")
      throw new TransferProblem(
        "another transfer of this vertex runs at the same time, and has gone on: give it `limit: 1`",
      );
    this.place = to;
  }

  close(): void {
    this.redis.disconnect();
  }
}

function rowText(fields: readonly Json[]): string {
  const row = new Map<string, Json>();
  for (let at = 0; at < fields.length; at += 2) row.set(String(fields[at]), fields[at + 1] ?? null);
  return writeJson(row);
}
