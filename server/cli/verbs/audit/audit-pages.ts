import type { AuditEntryView } from "#contract/audit/audit.ts";
import type { Client } from "../../command/client.ts";

type Filter = Omit<Parameters<Client["audit"]["export"]["query"]>[0], "after" | "limit">;

/** All entries that match, oldest first, page by page: so many that they are never all in memory. */
export async function* auditPages(
  client: Client,
  filter: Filter = {},
): AsyncGenerator<readonly AuditEntryView[]> {
  for (let after: number | null = 0; after !== null; ) {
    const page: { readonly entries: readonly AuditEntryView[]; readonly next: number | null } =
      await client.audit.export.query({ ...filter, after });
    yield page.entries;
    after = page.next;
  }
}
