import type { IncomingMessage } from "node:http";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { isJsonMap } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { cutText } from "#engine/text/cut-text.ts";
import type { ReadRow } from "#engine/transfers/transfer-round.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { askHttp } from "#services/connections/clients/http-client.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import type { Cursor } from "./cursor.ts";
import type { DeadLetter, Source, SourceRow } from "./ends.ts";

const REQUEST_MS = 90_000;
const MAX_BYTES = 64 * 1024 * 1024;

export type HttpSourceSpec = {
  readonly path: string;
  /** The field with the place behind its row. */
  readonly cursor: string;
  /** The field that is `@id`; absent: the cursor. */
  readonly id?: string;
  /** How many rows it gives at most; absent: as many as it is asked for. */
  readonly max?: number;
};

/**
 * Rows of a server as NDJSON, asked for with `after` and `limit`, as the event feed has them. The headers `signalbox-cursor`
 * and `signalbox-has-more` are used where there are any.
 */
export class HttpSource implements Source {
  private readonly connection: ResolvedConnection;
  private readonly allowed: AllowedAddresses;
  private readonly spec: HttpSourceSpec;
  private readonly cursor: Cursor;
  private readonly signal: AbortSignal;
  private after = "";
  private hasBegun = false;
  private hasMore = true;

  constructor(
    connection: ResolvedConnection,
    allowed: AllowedAddresses,
    spec: HttpSourceSpec,
    cursor: Cursor,
    signal: AbortSignal,
  ) {
    this.connection = connection;
    this.allowed = allowed;
    this.spec = spec;
    this.cursor = cursor;
    this.signal = signal;
  }

  async read(max: number): Promise<{ rows: readonly ReadRow<SourceRow>[]; isLast: boolean }> {
    const { path, max: most = max } = this.spec;
    if (!this.hasBegun) this.after = await this.cursor.read();
    this.hasBegun = true;
    const query = new URLSearchParams({ limit: String(Math.min(max, most)) });
    if (this.after !== "") query.set("after", this.after);
    const asked = `${path}${path.includes("?") ? "&" : "?"}${query}`;
    const answer = await askHttp(this.connection, this.allowed, {
      method: "GET",
      path: asked,
      timeoutMs: REQUEST_MS,
      signal: this.signal,
    });
    const text = await bodyOf(answer);
    if (answer.statusCode !== 200)
      throw new TransferProblem(
        `the source answered ${answer.statusCode}${text === "" ? "" : `: ${cutText(text, 300)}`}`,
      );
    const rows = text
      .split("\n")
      .map((line, place) => ({ line, place }))
      .filter(({ line }) => line.trim() !== "")
      .map(({ line, place }) => this.rowOf(line, place + 1));
    const header = answer.headers["signalbox-cursor"];
    const next = typeof header === "string" && header !== "" ? header : rows.at(-1)?.place;
    const more = answer.headers["signalbox-has-more"];
    this.hasMore = more === undefined ? rows.length > 0 : more === "true";
    if (next !== undefined) this.after = next;
    return { rows: rows.map((row) => ({ row, problem: null })), isLast: !this.hasMore };
  }

  async remove(
    _written: readonly SourceRow[],
    dead: readonly DeadLetter[],
    { last, isAll }: { readonly last: SourceRow | null; readonly isAll: boolean },
  ): Promise<void> {
    const place = isAll ? this.after : last?.place;
    if (place !== undefined && place !== "") await this.cursor.move(place, dead);
  }

  async left(): Promise<number | null> {
    return this.hasMore ? null : 0;
  }

  close(): void {
    this.cursor.close();
  }

  private rowOf(line: string, number: number): SourceRow {
    const read = readJson(line);
    if (!read.ok || !isJsonMap(read.value))
      throw new TransferProblem(`line ${number} of the source's answer is no JSON object`);
    const place = this.textOf(read.value.get(this.spec.cursor));
    if (place === null)
      throw new TransferProblem(
        `line ${number} of the source's answer has no field ${JSON.stringify(this.spec.cursor)}, which is its cursor`,
      );
    const id = this.spec.id === undefined ? place : this.textOf(read.value.get(this.spec.id));
    return { id: id ?? place, fields: [...read.value].flat(), place };
  }

  private textOf(value: Json | undefined): string | null {
    if (value === undefined || value === null || value === "") return null;
    return typeof value === "string" ? value : writeJson(value);
  }
}

/** @throws TransferProblem where it is too long. */
export async function bodyOf(answer: IncomingMessage, maxBytes = MAX_BYTES): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer) {
    length += (part as Buffer).length;
    if (length > maxBytes) {
      answer.destroy();
      throw new TransferProblem(`the answer has more than ${maxBytes} bytes`);
    }
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}
