import { createHash } from "node:crypto";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { cutText } from "#engine/text/cut-text.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import type { RowAnswer, TransferStop } from "#engine/transfers/transfer-round.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { askHttp } from "#services/connections/clients/http-client.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import type { MovedRow, SourceRow, Target, WriteAnswer } from "./ends.ts";
import { bodyOf } from "./http-source.ts";

const REQUEST_MS = 60_000;
/** So many requests are under way at the same time. */
const AT_ONCE = 8;
const MAX_ANSWER = 1024 * 1024;
/** What a server says of a request that it will never take. */
const REFUSED = new Set([400, 409, 413, 415, 422]);
const FULL = new Set([429, 503]);

/**
 * A server that takes a row with each request, as a JSON object. The header `Idempotency-Key` is the same whenever a row is
 * sent again: the server is to take it once.
 */
export class HttpTarget implements Target {
  private readonly connection: ResolvedConnection;
  private readonly allowed: AllowedAddresses;
  private readonly path: string;
  private readonly name: string;
  private readonly columns: readonly string[];
  private readonly signal: AbortSignal;

  constructor(
    connection: ResolvedConnection,
    allowed: AllowedAddresses,
    parts: {
      readonly path: string;
      readonly name: string;
      readonly columns: readonly string[];
      readonly signal: AbortSignal;
    },
  ) {
    this.connection = connection;
    this.allowed = allowed;
    this.path = parts.path;
    this.name = parts.name;
    this.columns = parts.columns;
    this.signal = parts.signal;
  }

  payloadOf(_row: SourceRow, values: readonly Json[]): TextOrProblem {
    return { text: writeJson(new Map(this.columns.map((column, place) => [column, values[place] ?? null]))) };
  }

  async room(): Promise<null> {
    return null;
  }

  /** @throws TransferProblem where the transfer is ended meanwhile: then no further row is sent. */
  async write(rows: readonly MovedRow[]): Promise<WriteAnswer> {
    const answers: RowAnswer[] = [];
    let stop: TransferStop | null = null;
    for (let from = 0; from < rows.length && stop === null; from += AT_ONCE) {
      const sent = await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => this.send(row)));
      for (const each of sent)
        if (typeof each === "object" && "why" in each) {
          stop ??= each;
          answers.push("left");
        } else answers.push(each);
      if (this.signal.aborted) throw new TransferProblem("ended");
    }
    return { of: "write", is: "each", rows: answers, stop };
  }

  close(): void {
    // Each request has a connection of its own.
  }

  private async send({ row, payload }: MovedRow): Promise<RowAnswer | TransferStop> {
    const key = createHash("sha256")
      .update(JSON.stringify([this.name, row.id]))
      .digest("hex");
    try {
      const answer = await askHttp(this.connection, this.allowed, {
        method: "POST",
        path: this.path,
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: payload,
        timeoutMs: REQUEST_MS,
        signal: this.signal,
      });
      const { statusCode: status = 0 } = answer;
      const said = cutText(await bodyOf(answer, MAX_ANSWER), 200);
      if (status >= 200 && status < 300) return "written";
      const text = `the target answered ${status}${said === "" ? "" : `: ${said}`}`;
      if (REFUSED.has(status)) return { refused: text };
      return { why: FULL.has(status) ? "full" : "failed", text };
    } catch (error) {
      return { why: "failed", text: `the target: ${serverProblem(error, "http").message}` };
    }
  }
}
