import { MAX_AUDIT_PAGE } from "#contract/audit/audit.ts";
import { auditFilterIn } from "#contract/audit/audit-query.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import { exportAuditEntries } from "#services/audit/list-entries.ts";
import { judge } from "#services/rights/judge.ts";
import { allowedActor } from "../../init.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { textResponse } from "../../text-response.ts";
import { authenticate } from "../authenticate.ts";
import { webProcess } from "../web-process.ts";

/** The entries of the audit that match the address, oldest first, as one JSON object a line. */
export async function serveAudit(request: Request): Promise<Response> {
  try {
    const { database } = webProcess();
    const actor = allowedActor(await authenticate(database, request.headers, currentPeer()), "administer");
    // All of it is about the whole server: an admin of a folder may not read it.
    await judge(database.queries, actor, "administer", { kind: "server" });
    const filter = auditFilterIn(new Map(new URL(request.url).searchParams));
    let after: number | null = 0;
    const encoder = new TextEncoder();
    // A page is read when the one before it was sent: so a slow reader costs no memory.
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        if (after === null) return controller.close();
        const page = await exportAuditEntries(database.queries, { ...filter, after, limit: MAX_AUDIT_PAGE });
        const lines = page.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
        after = page.next;
        controller.enqueue(encoder.encode(lines));
        if (after === null) controller.close();
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": 'attachment; filename="audit.ndjson"',
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
