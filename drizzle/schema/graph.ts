import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  int,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import type { WarningReason } from "#engine/check/warning-reasons.ts";
import type { Annotations, EdgeSpec, Finding, GraphHeader, VertexSpec } from "#engine/model/graph-content.ts";
import { asciiText, exactKey, exactText, foldedText, instant, jsonText } from "./columns.ts";
import { folderId } from "./folder.ts";

/** The part of a graph besides its vertices and edges; with its frames and notes, which are not in the digest. */
export type RevisionHeader = GraphHeader & { readonly annotations?: Annotations | undefined };

export const graph = mysqlTable(
  "graph",
  {
    /** Drawn by `insertGraph`. */
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    name: foldedText("name", { length: 100 }).notNull(),
    folderId: folderId(),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
    /** A deleted graph keeps its row and its revisions, because its pipelines keep their history. Its name is free again. */
    deletedAt: instant("deleted_at"),
    /**
     * Where it only holds the parts of drafts that are tested: the graph that these are of. Such a row is deleted from the
     * beginning, so that nobody finds it.
     */
    testOf: bigint("test_of", { mode: "number", unsigned: true }),
    /**
     * Of a graph from before transfers were known by its id: the name that they are known by, whatever it is called since.
     * Null: they are known by its id.
     */
    lastingName: exactText("lasting_name", { length: 100 }),
    /** The key by which it is found: its name in lower case. Names are ASCII, so no collation has a say in it. */
    nameKey: exactKey("name_key", { length: 100 }).notNull(),
    liveName: exactKey("live_name", { length: 100 }).generatedAlwaysAs(
      sql`(case when deleted_at is null then name_key else null end)`,
      { mode: "stored" },
    ),
  },
  (table) => [unique("graph_live_name").on(table.liveName), unique("graph_test_of").on(table.testOf)],
);

/**
 * The draft (number null) and the sealed revisions of a graph. A sealed row and the rows that belong to it never
 * change, except for whether it is retired.
 */
export const revision = mysqlTable(
  "revision",
  {
    /** Drawn by `insertRevision`. */
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    graphId: bigint("graph_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => graph.id),
    number: int("number", { unsigned: true }),
    /** Raised by every save of the draft. A save must name the edit that it started from. */
    edit: int("edit", { unsigned: true }).notNull().default(0),
    header: jsonText<RevisionHeader>()("header").notNull(),
    /** The digest of the present content. */
    digest: asciiText("digest", { length: 71 }).notNull(),
    /** The findings, and the digest of the content that was checked. They are valid only while it equals `digest`. */
    findings: jsonText<readonly Finding[]>()("findings"),
    checkedDigest: asciiText("checked_digest", { length: 71 }),
    savedAt: instant("saved_at").notNull(),
    savedBy: exactText("saved_by", { length: 200 }).notNull(),
    /** The person who sealed it, themselves or by a token; null where it is not known. */
    sealerId: bigint("sealer_id", { mode: "number", unsigned: true }),
    /** What whoever sealed it said about it. No part of the digest. */
    note: exactText("note", { length: 2_000 }),
    /** Why it was sealed in spite of its warnings, as far as somebody said so. */
    reasons: jsonText<readonly WarningReason[]>()("reasons"),
    /** Since when it is retired: nothing new is launched of it. Null where it is not. */
    retiredAt: instant("retired_at"),
    retiredBy: exactText("retired_by", { length: 200 }),
    retiredReason: exactText("retired_reason", { length: 1_000 }),
    draftOf: bigint("draft_of", { mode: "number", unsigned: true }).generatedAlwaysAs(
      sql`(case when number is null then graph_id else null end)`,
      { mode: "stored" },
    ),
    sealedDigest: asciiText("sealed_digest", { length: 71 }).generatedAlwaysAs(
      sql`(case when number is null then null else digest end)`,
      { mode: "stored" },
    ),
  },
  (table) => [
    unique("revision_number").on(table.graphId, table.number),
    unique("revision_one_draft").on(table.draftOf),
    unique("revision_sealed_once").on(table.graphId, table.sealedDigest),
    // A child is found by its digest, even if its graph was renamed.
    index("revision_digest").on(table.sealedDigest),
    check("revision_retired", sql`retired_at is null or number is not null`),
  ],
);

export const vertex = mysqlTable(
  "vertex",
  {
    revisionId: bigint("revision_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => revision.id),
    /** Its place in the graph file, from 0. */
    number: int("number", { unsigned: true }).notNull(),
    name: exactKey("name", { length: 64 }).notNull(),
    spec: jsonText<VertexSpec>()("spec").notNull(),
    digest: asciiText("digest", { length: 71 }).notNull(),
    /** Its position on the canvas; null until a person or a layout placed it. */
    x: int("x"),
    y: int("y"),
    /**
     * Of a vertex that runs a graph: the revision that it runs. Another graph may have the same content, in a folder that
     * whoever sealed may not read. In a draft it is only there to find who runs a revision: sealing decides it anew.
     */
    childRevisionId: bigint("child_revision_id", { mode: "number", unsigned: true }).references(
      () => revision.id,
    ),
  },
  (table) => [
    primaryKey({ columns: [table.revisionId, table.number] }),
    // Not unique, since a draft's rows change in place, where two may exchange their names. A graph file has one vertex of a
    // name, and a revision is compared with its digest when it is read.
    index("vertex_by_name").on(table.revisionId, table.name),
  ],
);

export const edge = mysqlTable(
  "edge",
  {
    revisionId: bigint("revision_id", { mode: "number", unsigned: true }).notNull(),
    number: int("number", { unsigned: true }).notNull(),
    tail: int("tail", { unsigned: true }).notNull(),
    head: int("head", { unsigned: true }).notNull(),
    spec: jsonText<Omit<EdgeSpec, "tail" | "head">>()("spec").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.revisionId, table.number] }),
    index("edge_tail").on(table.revisionId, table.tail, table.head),
    index("edge_head").on(table.revisionId, table.head),
    foreignKey({
      name: "edge_tail_vertex",
      columns: [table.revisionId, table.tail],
      foreignColumns: [vertex.revisionId, vertex.number],
    }),
    foreignKey({
      name: "edge_head_vertex",
      columns: [table.revisionId, table.head],
      foreignColumns: [vertex.revisionId, vertex.number],
    }),
    check("edge_no_self", sql`tail <> head`),
  ],
);
