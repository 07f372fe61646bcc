import { isConnectionLost } from "#platform/database/db.ts";
import { pingDatabase } from "#services/fleet/ping-database.ts";
import { webProcess } from "./web-process.ts";

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
