import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { isConnectionLost } from "#platform/database/db.ts";
import { pingDatabase } from "#services/fleet/ping-database.ts";
import { rawLog } from "#services/pipelines/raw-log.ts";
import type { Context } from "../init.ts";
import { plain } from "../plain.ts";
import { refusalOf, statusOf, transportError } from "../refusals.ts";
import { appRouter } from "../routers/router.ts";
import { webProcess } from "./web-process.ts";
import { whoAsks } from "./who-asks.ts";

export const API_PATH = "/api/trpc";

/** A graph file is 2 MB at the most; as a value inside JSON it is escaped and grows. */
const MAX_BODY_BYTES = 8_000_000;
/** More calls than any page makes at once. */
const MAX_CALLS_A_REQUEST = 20;

/** Answers the calls of pages and of the command line. */
export async function serveApi(request: Request): Promise<Response> {
  const problem = unacceptable(request);
  if (problem !== null) return problem;
  const response = await fetchRequestHandler({
    endpoint: API_PATH,
    req: request,
    router: appRouter,
    maxBatchSize: MAX_CALLS_A_REQUEST,
    createContext: contextOf,
  });
  response.headers.set("cache-control", "no-store");
  return response;
}

async function contextOf({ req }: { req: Request }): Promise<Context> {
  const { database, watch, log, token, secrets } = webProcess();
  try {
    return { database, watch, log, secrets, actor: whoAsks(req.headers, token) };
  } catch (error) {
    const refusal = refusalOf(error);
    throw refusal === null ? error : transportError(refusal, error);
  }
}

/** A body that is no JSON runs no procedure (a form of another site could send it), nor does one that is too long. */
function unacceptable(request: Request): Response | null {
  if (request.method !== "POST") return null;
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim();
  if (type !== "application/json") return plain(415, "A call's body must be application/json.");
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= MAX_BODY_BYTES))
    return plain(413, `A call's body may have ${MAX_BODY_BYTES} bytes at the most, and must say its length.`);
  return null;
}

/** Whether the web and its database answer. */
export async function serveHealth(): Promise<Response> {
  try {
    await pingDatabase(webProcess().database);
    return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    const { log } = webProcess();
    if (!isConnectionLost(error)) log.error({ err: error }, "the health check failed");
    return Response.json(
      { ok: false, text: "The database does not answer." },
      { status: 503, headers: { "cache-control": "no-store" } },
    );
  }
}

/** The bytes of an attempt's log, as a download. */
export async function serveRawLog(
  request: Request,
  place: { pipeline: string; vertex: string; attempt: string },
): Promise<Response> {
  try {
    const { database, token } = webProcess();
    whoAsks(request.headers, token);
    const id = Number(place.pipeline);
    const attempt = Number(place.attempt);
    if (!Number.isSafeInteger(id) || !Number.isSafeInteger(attempt))
      return plain(404, "There is no such log.");
    const bytes = await rawLog(database, { id, vertex: place.vertex, attempt });
    return new Response(bytes, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="pipeline-${id}-track-${attempt}.log"`,
        "content-security-policy": "sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return plain(statusOf(refusal), refusal.text);
  }
}
