import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { KEPT_KEY_MS, USUAL_MAX_LENGTH } from "#contract/flow/streams.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import type { RowAnswer } from "#engine/transfers/transfer-round.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { writeRecords } from "#services/streams/write-records.ts";
import type { MovedRow, SourceRow, Target, WriteAnswer } from "./ends.ts";

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
      if (done.isFull)
        return { of: "write", is: "stopped", stop: { why: "full", text: "the target has no room" } };
      const answers = done.records.map(
        ({ was }): RowAnswer =>
          was === "another" ? { refused: "its key was used within a day for another row" } : "written",
      );
      return { of: "write", is: "each", rows: answers, stop: null };
    } catch (error) {
      const text = serverProblem(error, "redis").message;
      return { of: "write", is: "stopped", stop: { why: "failed", text } };
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
