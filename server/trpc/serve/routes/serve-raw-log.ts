import { currentPeer } from "#platform/addresses/peer.ts";
import { rawLog, rawLogs } from "#services/logs/raw-log.ts";
import { judge } from "#services/rights/judge.ts";
import { allowedActor } from "../../init.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { textResponse } from "../../text-response.ts";
import { authenticate } from "../authenticate.ts";
import { webProcess } from "../web-process.ts";

/** The bytes of an attempt's log, or of those of all attempts (`all`), as a download. */
export async function serveRawLog(
  request: Request,
  place: { pipeline: string; vertex: string; attempt: string },
): Promise<Response> {
  try {
    const { database } = webProcess();
    const actor = allowedActor(await authenticate(database, request.headers, currentPeer()), "read");
    const id = Number(place.pipeline);
    const attempt = place.attempt === "all" ? null : Number(place.attempt);
    if (!Number.isSafeInteger(id) || (attempt !== null && !Number.isSafeInteger(attempt)))
      return textResponse(404, "There is no such log.");
    await judge(database.queries, actor, "read", { kind: "pipeline", id });
    const { vertex } = place;
    const bytes =
      attempt === null
        ? await rawLogs(database, { id, vertex })
        : await rawLog(database, { id, vertex, attempt });
    return new Response(bytes, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="pipeline-${id}-track-${attempt ?? "all"}.log"`,
        "content-security-policy": "sandbox",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return textResponse(statusOf(refusal), refusal.text);
  }
}
