import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { isJsonMap } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { askHttp } from "#services/connections/clients/http-client.ts";
import { TransferProblem } from "./transfer-problem.ts";

/** Where the event feed of a Signalbox has its rows. */
export const EVENT_ROWS = { path: "/api/events?format=ndjson", cursor: "cursor" } as const;

/** A longer row is not judged before the transfer reads it. */
const MAX_BYTES = 64 * 1024;

/**
 * Asks a server for its first row. A server that gives no row is none that fails.
 *
 * @param fields must be in the row, besides the cursor.
 * @throws TransferProblem where it refuses, or the row is none that a transfer could read.
 */
export async function checkFirstRow(
  connection: ResolvedConnection,
  allowed: AllowedAddresses,
  {
    path,
    cursor,
    fields,
  }: { readonly path: string; readonly cursor: string; readonly fields: readonly string[] },
  timeoutMs: number,
): Promise<void> {
  const asked = `${path}${path.includes("?") ? "&" : "?"}limit=1`;
  const answer = await askHttp(connection, allowed, { method: "GET", path: asked, timeoutMs });
  const { statusCode = 0 } = answer;
  if (statusCode !== 200) {
    answer.destroy();
    const why =
      statusCode === 401 || statusCode === 403 ? ": it refuses the user name, the password or the token" : "";
    throw new TransferProblem(`the server answers ${statusCode} to GET ${path}${why}`);
  }
  let text = "";
  for await (const part of answer.setEncoding("utf8")) {
    text += part;
    if (text.trimStart().includes("\n") || text.length > MAX_BYTES) break;
  }
  answer.destroy();
  const [line = ""] = text.trimStart().split("\n");
  if (line.trim() === "" || text.length > MAX_BYTES) return;
  const read = readJson(line);
  if (!read.ok || !isJsonMap(read.value))
    throw new TransferProblem(`what GET ${path} gives is no JSON object in each line`);
  const { value } = read;
  const missing = [cursor, ...fields].find((field) => !value.has(field));
  if (missing !== undefined)
    throw new TransferProblem(
      `the first row of GET ${path} has no field ${missing}${missing === cursor ? ", which is the cursor" : ""}: it has ${cutWithMark([...value.keys()].join(", "), 300)}`,
    );
}
