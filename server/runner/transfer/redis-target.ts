import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { KEPT_KEY_MS, USUAL_MAX_LENGTH } from "#contract/flow/streams.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import type { RowAnswer, TransferStop } from "#engine/transfers/transfer-round.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { writeRecords } from "#services/streams/write-records.ts";
import type { MovedRow, SourceRow, Target, WriteAnswer } from "./ends.ts";

/** So many texts, and characters of rows, go into one command. Redis takes 1,048,576 texts, and a text of Node 512 MB. */
const MAX_TEXTS = 500_000;
const MAX_CHARS = 64 * 1024 * 1024;

/** A stream of Redis. A row that was written within a day is not written again; with its limit the stream is full. */
export class RedisTarget implements Target {
  private readonly redis: Redis;
  private readonly stream: string;
  private readonly maxLength: number;
  private readonly name: string;
  private readonly columns: readonly string[];

  constructor(
    redis: Redis,
    { stream, maxLength = USUAL_MAX_LENGTH }: { readonly stream: string; readonly maxLength?: number },
    name: string,
    columns: readonly string[],
  ) {
    this.redis = redis;
    this.stream = stream;
    this.maxLength = maxLength;
    this.name = name;
    this.columns = columns;
  }

  payloadOf(_row: SourceRow, values: readonly Json[]): TextOrProblem {
    const empty = values.indexOf(null);
    if (empty !== -1)
      return { problem: `its ${this.columns[empty]} is null, and a stream of Redis has texts only` };
    return {
      text: JSON.stringify(values.map((each) => (typeof each === "string" ? each : writeJson(each)))),
    };
  }

  async room(): Promise<number> {
    return this.maxLength - (await this.redis.xlen(this.stream));
  }

  async write(rows: readonly MovedRow[]): Promise<WriteAnswer> {
    const answers: RowAnswer[] = [];
    for (let at = 0; at < rows.length; at = answers.length) {
      const answer = await this.writeSome(rows.slice(at, sliceEnd(rows, at, this.columns.length)));
      if ("why" in answer) {
        const left = rows.slice(at).map((): RowAnswer => "left");
        return { of: "write", is: "each", rows: [...answers, ...left], stop: answer };
      }
      for (const each of answer) answers.push(each);
    }
    return { of: "write", is: "each", rows: answers, stop: null };
  }

  /** Writes rows with one command. Gives why none was written, as far as is known, where it cannot. */
  private async writeSome(rows: readonly MovedRow[]): Promise<readonly RowAnswer[] | TransferStop> {
    const records = rows.map(({ row, payload }) => {
      const texts = JSON.parse(payload) as string[];
      return {
        record: this.columns.map((column, place) => [column, texts[place] ?? ""] as const),
        key: { place: digestOf(JSON.stringify([this.name, row.id])), digest: digestOf(payload) },
      };
    });
    try {
      const { stream, maxLength } = this;
      const done = await writeRecords(this.redis, { stream, maxLength, keptMs: KEPT_KEY_MS }, records);
      if (done.isFull) return { why: "full", text: "the target has no room" };
      return done.records.map(({ was }) =>
        was === "another" ? { refused: "its key was used within a day for another row" } : "written",
      );
    } catch (error) {
      return { why: "failed", text: serverProblem(error, "redis").message };
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}

/** Where the rows end that fit into one command, of those from `at` on. One row always does. */
function sliceEnd(rows: readonly MovedRow[], at: number, columnCount: number): number {
  // A key, a digest and a count for each row.
  const most = at + Math.max(1, Math.floor(MAX_TEXTS / (3 + 2 * columnCount)));
  let end = at + 1;
  let chars = rows[at]?.payload.length ?? 0;
  for (; end < Math.min(rows.length, most); end += 1) {
    chars += rows[end]?.payload.length ?? 0;
    if (chars > MAX_CHARS) break;
  }
  return end;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
