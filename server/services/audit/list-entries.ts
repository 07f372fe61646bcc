import type { AuditPage } from "#contract/audit/audit.ts";
import type { AuditHead } from "#engine/audit/audit-chain.ts";
import type { Queries } from "#platform/database/db.ts";
import { type AuditFilter, auditRowsAfter, findAuditHead, listAuditRows } from "#repos/audit/audit-rows.ts";

/** A page of the entries that match, newest first. */
export async function listAuditEntries(
  tx: Queries,
  {
    before,
    limit,
    ...filter
  }: AuditFilter & { readonly before?: number | undefined; readonly limit: number },
): Promise<AuditPage> {
  return pageOf(await listAuditRows(tx, filter, before ?? null, limit + 1), limit);
}

/** A page of the entries that match, oldest first, behind `after`. */
export async function exportAuditEntries(
  tx: Queries,
  { after, limit, ...filter }: AuditFilter & { readonly after: number; readonly limit: number },
): Promise<AuditPage> {
  return pageOf(await auditRowsAfter(tx, filter, after, limit + 1), limit);
}

/** The entry that was written last; null where there is none. Kept elsewhere, it tells later whether the end was cut. */
export async function showAuditHead(tx: Queries): Promise<AuditHead | null> {
  return findAuditHead(tx);
}

function pageOf(rows: AuditPage["entries"], limit: number): AuditPage {
  const entries = rows.slice(0, limit);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}
