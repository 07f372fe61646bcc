import { isLogged } from "../../init.ts";
import { refusalOfCall } from "../../refusals.ts";
import { answerApi } from "../answer-api.ts";
import { contextOf } from "../context-of.ts";
import { exactRequest } from "../request/exact-request.ts";
import { refusedCall } from "../request/refused-call.ts";
import { webProcess } from "../web-process.ts";

/**
 * A graph file has at most 2 MB, and the reasons of a revision 4 MiB: as values inside JSON they are escaped and become
 * longer. What a call may bring is judged by its procedure, in words of what it is.
 */
const MAX_BODY_BYTES = 8_000_000;

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

/** Refuses a body that is too long, says no length or is not JSON before any procedure runs: a form of another site could send it. */
function unacceptable(request: Request): Response | null {
  if (request.method !== "POST") return null;
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim();
  if (type !== "application/json")
    return refusedCall("UNSUPPORTED_MEDIA_TYPE", {
      code: "bad-input",
      text: "A call's body must be application/json.",
      kept: "Nothing was written.",
      todo: "Send the header `Content-Type: application/json`.",
    });
  const said = request.headers.get("content-length");
  if (said === null)
    return refusedCall("BAD_REQUEST", {
      code: "bad-input",
      text: "A call must say how long its body is.",
      kept: "Nothing was written.",
      todo: "Send the header `Content-Length`. Where a proxy takes it away, let it read the whole body first.",
    });
  if (Number(said) <= MAX_BODY_BYTES) return null;
  const max = MAX_BODY_BYTES.toLocaleString("en");
  return refusedCall("PAYLOAD_TOO_LARGE", {
    code: "too-large",
    text: `A call's body may have ${max} bytes at most.`,
    kept: "Nothing was written.",
    todo: "Send less at once.",
  });
}
