import { pingDatabase } from "#services/fleet/ping-database.ts";
import { webProcess } from "../web-process.ts";

const WORK = "the health check";

/** Whether the web and its database answer. */
export async function serveHealth(): Promise<Response> {
  const { database, warnings } = webProcess();
  try {
    await pingDatabase(database);
    warnings.worked(WORK);
    return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    warnings.failed(WORK, error);
    return Response.json(
      { ok: false, text: "The database does not answer." },
      { status: 503, headers: { "cache-control": "no-store" } },
    );
  }
}
