import { type AuditEntryView, type AuditPage, MAX_AUDIT_PAGE } from "#contract/audit/audit.ts";
import { AuditCheck, type AuditProblem } from "#engine/audit/audit-chain.ts";
import type { openApiClient } from "./api-client.ts";

type Api = ReturnType<typeof openApiClient>;
type Filter = Parameters<Api["audit"]["list"]["query"]>[0];

/** Reads the audit through the API. */
export function auditOf(api: Api) {
  return {
    /** The newest entries that match. */
    entries: async (filter: Filter = {}): Promise<readonly AuditEntryView[]> =>
      (await api.audit.list.query({ ...filter, limit: MAX_AUDIT_PAGE })).entries,
    /** What is wrong with the chain, read in small pages; null where it is whole. */
    chainProblem: async (): Promise<AuditProblem | null> => {
      const check = new AuditCheck();
      for (let after: number | null = 0; after !== null; ) {
        const page: AuditPage = await api.audit.export.query({ after, limit: 7 });
        check.follow(page.entries);
        after = page.next;
      }
      return check.end(await api.audit.head.query());
    },
  };
}
