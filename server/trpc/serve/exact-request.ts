import { isJsonMap, type Json } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { toWire, type Wire } from "#engine/json/wire.ts";
import { textResponse } from "../text-response.ts";

/** A name that a JavaScript object would move to another place, or take as its prototype. */
const UNKEPT_NAME = /^(?:0|[1-9][0-9]{0,9}|__proto__)$/;

/**
 * A call whose JSON keeps its digits and the order of its names when tRPC reads it by `JSON.parse`. Text that is no JSON
 * is left as it is, because tRPC refuses it.
 *
 * @returns the call; or the refusal of one in which a name occurs twice.
 */
export async function exactRequest(request: Request): Promise<Request | Response> {
  const { headers, signal } = request;
  if (request.method !== "POST") {
    const url = new URL(request.url);
    const input = exactText(url.searchParams.get("input"));
    if (typeof input !== "string") return input ?? request;
    url.searchParams.set("input", input);
    return new Request(url, { headers, signal });
  }
  const text = await request.text();
  const body = exactText(text) ?? text;
  return typeof body === "string"
    ? new Request(request.url, { method: "POST", headers, body, signal })
    : body;
}

function exactText(text: string | null): string | Response | null {
  if (text === null) return null;
  const read = readJson(text);
  if (read.ok) return JSON.stringify(exactWire(read.value));
  return read.isDuplicate ? textResponse(400, `${read.problem} Nothing was written.`) : null;
}

/** The value with the tags of `toWire` where plain JSON would lose something. Tags that it has stay as they are. */
function exactWire(value: Json): Wire {
  if (Array.isArray(value)) return value.map(exactWire);
  if (!isJsonMap(value)) return toWire(value) ?? null;
  const entries = [...value].map(([name, each]) => [name, exactWire(each)] as const);
  return entries.some(([name]) => UNKEPT_NAME.test(name)) ? { $map: entries } : Object.fromEntries(entries);
}
