import { currentPeer } from "#platform/addresses/peer.ts";
import { judge } from "#services/rights/judge.ts";
import { allowedActor } from "../../init.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { textResponse } from "../../text-response.ts";
import { authenticate } from "../authenticate.ts";
import { webProcess } from "../web-process.ts";

const WORK = "reading the metrics";

/** The metrics for Prometheus, for whoever may read all graphs. */
export async function serveMetrics(request: Request): Promise<Response> {
  const { database, metrics, warnings } = webProcess();
  try {
    const actor = allowedActor(await authenticate(database, request.headers, currentPeer()), "read");
    await judge(database.queries, actor, "read", { kind: "server" });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return textResponse(statusOf(refusal), refusal.text);
  }
  try {
    const { registry } = metrics();
    const text = await metrics().text();
    warnings.worked(WORK);
    return new Response(text, {
      headers: { "content-type": registry.contentType, "cache-control": "no-store" },
    });
  } catch (error) {
    warnings.failed(WORK, error);
    return textResponse(503, "The database does not answer.");
  }
}
