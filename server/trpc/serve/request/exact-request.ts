import { WIRE_HEADER } from "#contract/transformer.ts";
import { isJsonMap, type Json, type JsonMap } from "#engine/json/json.ts";
import { readJson } from "#engine/json/read-json.ts";
import { toWire, type Wire } from "#engine/json/wire.ts";
import { CUT_OFF_BODY, receivedBody } from "./received-body.ts";
import { refusedCall } from "./refused-call.ts";

/** A name that a JavaScript object would move to another place, or take as its prototype. */
const UNKEPT_NAME = /^(?:0|[1-9][0-9]{0,9}|__proto__)$/;

/**
 * A call whose JSON keeps its digits and its names, in their order, when tRPC reads it by `JSON.parse`. Tags count only
 * where the call says that it has them (`WIRE_HEADER`). Text that is no JSON is left as it is, because tRPC refuses it.
 *
 * @returns the call; or the refusal of one in which a name occurs twice, or whose body did not arrive.
 */
export async function exactRequest(request: Request): Promise<Request | Response> {
  const { headers, signal } = request;
  const url = new URL(request.url);
  const isBatch = url.searchParams.get("batch") === "1";
  const isTagged = headers.get(WIRE_HEADER) === "1";
  if (request.method !== "POST") {
    const input = exactText(url.searchParams.get("input"), isBatch, isTagged);
    if (typeof input !== "string") return input ?? request;
    url.searchParams.set("input", input);
    return new Request(url, { headers, signal });
  }
  const received = await receivedBody(request);
  if (received === null) return refusedCall("BAD_REQUEST", { code: "bad-input", text: CUT_OFF_BODY });
  // As `Request.text` reads it: without a byte order mark.
  const text = new TextDecoder().decode(received);
  const body = exactText(text, isBatch, isTagged) ?? text;
  return typeof body === "string"
    ? new Request(request.url, { method: "POST", headers, body, signal })
    : body;
}

function exactText(text: string | null, isBatch: boolean, isTagged: boolean): string | Response | null {
  if (text === null) return null;
  const read = readJson(text);
  if (read.ok) {
    // The inputs of a batch are by number, which tRPC itself reads. A call without an input has none there.
    const isNumbered = isBatch && isJsonMap(read.value);
    return JSON.stringify(isNumbered ? exactFields(read.value, isTagged) : exactWire(read.value, isTagged));
  }
  if (!read.isDuplicate) return null;
  return refusedCall("BAD_REQUEST", {
    code: "bad-input",
    text: read.problem,
    kept: "Nothing was written.",
    todo: "Name each thing once.",
  });
}

/** The value with the tags of `toWire` where plain JSON would lose something. */
function exactWire(value: Json, isTagged: boolean): Wire {
  if (Array.isArray(value)) return value.map((each) => exactWire(each, isTagged));
  if (!isJsonMap(value)) return toWire(value) ?? null;
  if (![...value.keys()].some((name) => UNKEPT_NAME.test(name))) return exactFields(value, isTagged);
  // In a `$map`, a name stands as it is.
  const plain = (name: string) => (isTagged && name.startsWith("$$") ? name.slice(1) : name);
  return { $map: [...value].map(([name, each]) => [plain(name), exactWire(each, isTagged)]) };
}

/** The fields of an object. Tags stay tags; where a call has none, a name that begins with `$` is written as a name. */
function exactFields(value: JsonMap, isTagged: boolean): Wire {
  const written = (name: string) => (!isTagged && name.startsWith("$") ? `$${name}` : name);
  return Object.fromEntries([...value].map(([name, each]) => [written(name), exactWire(each, isTagged)]));
}
