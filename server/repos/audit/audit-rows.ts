import { and, asc, desc, eq, gt, gte, like, lt, lte, ne, or, type SQL } from "drizzle-orm";
import { auditEntry, auditHead } from "#drizzle/schema/people/audit.ts";
import {
  type AuditContent,
  type AuditHead,
  type AuditLink,
  auditText,
  NO_HASH,
} from "#engine/audit/audit-chain.ts";
import type { Queries } from "#platform/database/db.ts";
import { driverValue } from "../text-of-columns.ts";
import type { Write } from "../write-together.ts";

const { id: _id, at: _at, hash: _hash, ...CONTENT } = auditEntry;
const COLUMNS = [
  CONTENT.who,
  CONTENT.whoId,
  CONTENT.whoName,
  CONTENT.act,
  CONTENT.objectKind,
  CONTENT.objectId,
  CONTENT.objectName,
  CONTENT.result,
  CONTENT.reason,
  CONTENT.times,
  CONTENT.address,
  CONTENT.device,
  CONTENT.before,
  CONTENT.after,
];
const KEYS: readonly (keyof AuditContent)[] = [
  "who",
  "whoId",
  "whoName",
  "act",
  "objectKind",
  "objectId",
  "objectName",
  "result",
  "reason",
  "times",
  "address",
  "device",
  "before",
  "after",
];

/** The first entry of all makes the row of the head. See `auditHash` for what is hashed. */
const MOVE_HEAD = `insert into audit_head (n, last_id, at, hash) \
values (1, 1, now(3), unhex(sha2(concat(x'${NO_HASH}', '1 ', cast(now(3) as char), ' ', ?), 256))) \
on duplicate key update \
hash = unhex(sha2(concat(hash, cast(last_id + 1 as char), ' ', cast(now(3) as char), ' ', ?), 256)), \
at = now(3), last_id = last_id + 1`;

const INSERT_ENTRY = `insert into audit_entry (id, at, hash, ${COLUMNS.map(({ name }) => name).join(", ")}) \
select last_id, at, hash, ${COLUMNS.map(() => "?").join(", ")} from audit_head where n = 1`;

/**
 * Adds an entry behind the last one. The database works out its number, time and hash, so that nothing has to be read
 * first. The first of the two writes locks the head until the transaction ends, so they must be its last ones.
 */
export function auditWrites(entry: AuditContent): readonly Write[] {
  const text = Buffer.from(auditText(entry));
  const values = COLUMNS.map((column, place) =>
    driverValue(column, entry[KEYS[place] as keyof AuditContent]),
  );
  return [
    { text: MOVE_HEAD, values: [text, text] },
    { text: INSERT_ENTRY, values, matches: 1 },
  ];
}

export type AuditFilter = {
  readonly who?: string | undefined;
  readonly whoId?: number | undefined;
  /** A part of the name of who did it. */
  readonly whoName?: string | undefined;
  /** The beginning of the act: `graphs.` for all about graphs. */
  readonly act?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly objectId?: number | undefined;
  readonly objectName?: string | undefined;
  /** `refused` for all that was not done. */
  readonly result?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
};

/** The entries that match, newest first, from before `before` on. */
export async function listAuditRows(
  tx: Queries,
  filter: AuditFilter,
  before: number | null,
  limit: number,
): Promise<AuditLink[]> {
  const rows = await tx
    .select()
    .from(auditEntry)
    .where(and(...conditionsOf(filter), before === null ? undefined : lt(auditEntry.id, before)))
    .orderBy(desc(auditEntry.id))
    .limit(limit);
  return rows.map(linkOf);
}

/** The entries that match, oldest first, behind `after`. */
export async function auditRowsAfter(
  tx: Queries,
  filter: AuditFilter,
  after: number,
  limit: number,
): Promise<AuditLink[]> {
  const rows = await tx
    .select()
    .from(auditEntry)
    .where(and(...conditionsOf(filter), gt(auditEntry.id, after)))
    .orderBy(asc(auditEntry.id))
    .limit(limit);
  return rows.map(linkOf);
}

/** The last entry; null where there is none yet. */
export async function findAuditHead(tx: Queries): Promise<AuditHead | null> {
  const [row] = await tx.select().from(auditHead).where(eq(auditHead.n, 1));
  return row === undefined ? null : { id: row.lastId, hash: row.hash.toString("hex") };
}

function conditionsOf(filter: AuditFilter): (SQL | undefined)[] {
  const { who, whoId, whoName, act, objectKind, objectId, objectName, result, since, until } = filter;
  return [
    who === undefined ? undefined : eq(auditEntry.who, who),
    whoId === undefined ? undefined : eq(auditEntry.whoId, whoId),
    whoName === undefined ? undefined : like(auditEntry.whoName, `%${plain(whoName)}%`),
    act === undefined ? undefined : or(eq(auditEntry.act, act), like(auditEntry.act, `${plain(act)}%`)),
    objectKind === undefined ? undefined : eq(auditEntry.objectKind, objectKind),
    objectId === undefined ? undefined : eq(auditEntry.objectId, objectId),
    objectName === undefined ? undefined : like(auditEntry.objectName, `%${plain(objectName)}%`),
    result === undefined
      ? undefined
      : result === "refused"
        ? ne(auditEntry.result, "done")
        : eq(auditEntry.result, result),
    since === undefined ? undefined : gte(auditEntry.at, since),
    until === undefined ? undefined : lte(auditEntry.at, until),
  ];
}

function plain(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function linkOf({ hash, ...row }: typeof auditEntry.$inferSelect): AuditLink {
  return { ...row, hash: hash.toString("hex") };
}
