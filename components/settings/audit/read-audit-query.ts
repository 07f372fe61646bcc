import { auditFilterIn } from "#contract/audit/audit-query.ts";

/** The page of the audit that an address asks for. */
export function readAuditQuery(query: ReadonlyMap<string, string>) {
  const before = Number(query.get("before"));
  return { ...auditFilterIn(query), before: Number.isSafeInteger(before) && before > 0 ? before : undefined };
}
