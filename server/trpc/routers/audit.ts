import { exportAuditInput, listAuditInput } from "#contract/audit/audit.ts";
import { noFields } from "#contract/fields.ts";
import { exportAuditEntries, listAuditEntries, showAuditHead } from "#services/audit/list-entries.ts";
import { SERVER } from "../about.ts";
import { query, router } from "../init.ts";

/** Who did what. Entries are only read here: they are written with what they record. */
export const auditRouter = router({
  list: query("administer", listAuditInput, SERVER).query(({ ctx, input }) =>
    listAuditEntries(ctx.database.queries, input),
  ),
  export: query("administer", exportAuditInput, SERVER).query(({ ctx, input }) =>
    exportAuditEntries(ctx.database.queries, input),
  ),
  head: query("administer", noFields, SERVER).query(({ ctx }) => showAuditHead(ctx.database.queries)),
});
