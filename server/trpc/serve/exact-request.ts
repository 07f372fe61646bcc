import { isJsonMap, type Json, type JsonMap } from "#engine/json/json.ts";
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
  const url = new URL(request.url);
  const isBatch = url.searchParams.get("batch") === "1";
  if (request.method !== "POST") {
    const input = exactText(url.searchParams.get("input"), isBatch);
    if (typeof input !== "string") return input ?? request;
    url.searchParams.set("input", input);
    return new Request(url, { headers, signal });
  }
  const text = await request.text();
  const body = exactText(text, isBatch) ?? text;
  return typeof body === "string"
    ? new Request(request.url, { method: "POST", headers, body, signal })
    : body;
}

function exactText(text: string | null, isBatch: boolean): string | Response | null {
  if (text === null) return null;
  const read = readJson(text);
  if (read.ok) {
    // The inputs of a batch are by number, which tRPC itself reads. A call without an input has none there.
    const isNumbered = isBatch && isJsonMap(read.value);
    return JSON.stringify(isNumbered ? exactFields(read.value) : exactWire(read.value));
  }
  return read.isDuplicate ? textResponse(400, `${read.problem} Nothing was written.`) : null;
}

/** The value with the tags of `toWire` where plain JSON would lose something. Tags that it has stay as they are. */
function exactWire(value: Json): Wire {
  if (Array.isArray(value)) return value.map(exactWire);
  if (!isJsonMap(value)) return toWire(value) ?? null;
  if (![...value.keys()].some((name) => UNKEPT_NAME.test(name))) return exactFields(value);
  return { $map: [...value].map(([name, each]) => [name, exactWire(each)]) };
}

function exactFields(value: JsonMap): Wire {
  return Object.fromEntries([...value].map(([name, each]) => [name, exactWire(each)]));
}
