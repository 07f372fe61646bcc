import {
  bigint,
  customType,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import { asciiText, exactText, instant, jsonText } from "./columns.ts";
import { folder } from "./folder.ts";

/** Of a random token, by SHA-256. The token itself is in no table. */
const digest = customType<{ data: Buffer }>({ dataType: () => "binary(32)" });

/**
 * What a runner without a database of its own shows. It is made with an enrolment code; the runner that knows the code
 * makes the token. It stays after it was revoked, because rows of runners name it.
 */
export const runnerToken = mysqlTable(
  "runner_token",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    /** The name of the runner. One that ends with `*` stands for all names that begin with what is before it. */
    name: exactText("name", { length: 100 }).notNull(),
    /** The labels that its runners may have. */
    labels: jsonText<readonly string[]>()("labels").notNull(),
    /** Null until the code was exchanged. */
    digest: digest("digest"),
    codeDigest: digest("code_digest").notNull(),
    codeUntil: instant("code_until").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
    enrolledAt: instant("enrolled_at"),
    usedAt: instant("used_at"),
    /** Null: it does not expire. */
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: exactText("revoked_by", { length: 200 }),
  },
  (table) => [
    unique("runner_token_digest").on(table.digest),
    unique("runner_token_code").on(table.codeDigest),
  ],
);

/** That runners with a token may execute the graphs of a folder, and of those below it. */
export const runnerTokenFolder = mysqlTable(
  "runner_token_folder",
  {
    tokenId: bigint("token_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => runnerToken.id),
    folderId: bigint("folder_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => folder.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.tokenId, table.folderId] })],
);

/**
 * One row for each start of a runner process. A restarted runner gets a new row, so that work of its earlier process is
 * never taken for its own. Its lease is the lease of every attempt that it holds: one heartbeat renews them all.
 */
export const runner = mysqlTable(
  "runner",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    name: exactText("name", { length: 100 }).notNull(),
    host: exactText("host", { length: 255 }).notNull(),
    pid: int("pid", { unsigned: true }).notNull(),
    labels: jsonText<readonly string[]>()("labels").notNull(),
    slots: int("slots", { unsigned: true }).notNull(),
    containment: asciiText("containment", { length: 40 }).notNull(),
    /** What the containment promises and what not, and why it is no stronger. */
    containmentWhy: exactText("containment_why", { length: 1000 }).notNull().default(""),
    /** The fences that it can give to scripts, with commas between them. */
    fences: asciiText("fences", { length: 60 }).notNull().default("default"),
    state: mysqlEnum("state", ["ready", "draining", "stopped", "lost"]).notNull(),
    startedAt: instant("started_at").notNull(),
    seenAt: instant("seen_at").notNull(),
    leaseUntil: instant("lease_until").notNull(),
    stoppedAt: instant("stopped_at"),
    /** What this runner did and the database does not know, because it was restored to an earlier time. */
    gap: exactText("gap", { length: 500 }),
    gapAt: instant("gap_at"),
    /** With which token it came through a web process; null where it has a database of its own. */
    tokenId: bigint("token_id", { mode: "number", unsigned: true }).references(() => runnerToken.id),
  },
  (table) => [index("runner_lease").on(table.state, table.leaseUntil)],
);
