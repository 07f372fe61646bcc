import { isLogged } from "../../init.ts";
import { refusalOfCall } from "../../refusals.ts";
import { textResponse } from "../../text-response.ts";
import { answerApi } from "../answer-api.ts";
import { contextOf } from "../context-of.ts";
import { exactRequest } from "../exact-request.ts";
import { webProcess } from "../web-process.ts";

const MAX_BODY_BYTES = 1_000_000;
/** A graph file has at most 2 MB; as a value inside JSON it is escaped and becomes longer. */
const MAX_GRAPH_BODY_BYTES = 8_000_000;
/** The calls that bring a graph file. */
const GRAPH_CALLS: ReadonlySet<string> = new Set(["graphs.applyText", "graphs.save"]);

/** Answers the calls of pages and of the command line. */
export async function serveApi(request: Request): Promise<Response> {
  const problem = unacceptable(request);
  if (problem !== null) return problem;
  const exact = await exactRequest(request);
  if (exact instanceof Response) return exact;
  const response = await answerApi(exact, {
    createContext: contextOf,
    onError: (error, path) => {
      // An answer that cannot be written breaks behind the procedures, which log their own errors.
      if (!isLogged(error) && refusalOfCall(error, path) === null)
        webProcess().warnings.broke(path, error.cause ?? error);
    },
  });
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Refuses a body that is too long or is not JSON before any procedure runs: a form of another site could send it. */
function unacceptable(request: Request): Response | null {
  if (request.method !== "POST") return null;
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim();
  if (type !== "application/json") return textResponse(415, "A call's body must be application/json.");
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const max = maxBytes(request);
  if (!(length <= max))
    return textResponse(413, `A call's body may have ${max} bytes at most, and must say its length.`);
  return null;
}

function maxBytes({ url }: Request): number {
  const calls = (new URL(url).pathname.split("/").at(-1) ?? "").split(/,|%2c/i);
  return calls.every((call) => GRAPH_CALLS.has(call)) ? MAX_GRAPH_BODY_BYTES : MAX_BODY_BYTES;
}
