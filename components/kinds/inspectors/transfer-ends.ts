import type { ConnectionKind } from "#engine/model/connection.ts";
import type { TransferSpec } from "#engine/model/graph-content.ts";

/** A field of a source or target that is text. */
type EndField = {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly hint?: string;
  readonly isLong?: boolean;
  readonly isNumber?: boolean;
};

/** A kind of source or target, with its form. */
export type EndForm = {
  readonly label: string;
  readonly connectionKind: ConnectionKind;
  readonly fields: readonly EndField[];
  /** What its fields have at first, besides the connection. */
  readonly beginning: Readonly<Record<string, string>>;
};

const STREAM = { name: "stream", label: "Stream", placeholder: "orders", hint: "Its key in Redis." };
const TABLE = { name: "table", label: "Table", placeholder: "shop.orders" };
const PATH = {
  name: "path",
  label: "Path",
  placeholder: "/v1/orders",
  hint: "Behind the connection's address.",
};

/** The sources that a transfer reads. */
export const SOURCE_FORMS: Readonly<Record<keyof TransferSpec["from"], EndForm>> = {
  "redis-stream": {
    label: "Redis stream",
    connectionKind: "redis",
    fields: [STREAM],
    beginning: { stream: "orders" },
  },
  mysql: {
    label: "MySQL query",
    connectionKind: "mysql",
    fields: [
      { name: "query", label: "Query", placeholder: "SELECT id, amount FROM orders", isLong: true },
      {
        name: "cursor",
        label: "Cursor",
        placeholder: "id",
        hint: "A unique column that grows: a whole number or a time.",
      },
    ],
    beginning: { query: "SELECT id FROM orders", cursor: "id" },
  },
  http: {
    label: "HTTP (NDJSON)",
    connectionKind: "http",
    fields: [
      PATH,
      { name: "cursor", label: "Cursor", placeholder: "cursor", hint: "The field to go on behind." },
    ],
    beginning: { path: "/v1/orders", cursor: "cursor" },
  },
  events: { label: "Event feed", connectionKind: "http", fields: [], beginning: {} },
};

/** The targets that a transfer writes to. */
export const TARGET_FORMS: Readonly<Record<keyof TransferSpec["to"], EndForm>> = {
  clickhouse: {
    label: "ClickHouse",
    connectionKind: "clickhouse",
    fields: [{ ...TABLE, hint: "With a ReplacingMergeTree engine." }],
    beginning: { table: "orders" },
  },
  mysql: {
    label: "MySQL",
    connectionKind: "mysql",
    fields: [{ ...TABLE, hint: "A row with the same key is replaced." }],
    beginning: { table: "orders" },
  },
  "redis-stream": {
    label: "Redis stream",
    connectionKind: "redis",
    fields: [STREAM, { name: "maxLength", label: "Maximum length", placeholder: "100000", isNumber: true }],
    beginning: { stream: "orders-out" },
  },
  http: {
    label: "HTTP",
    connectionKind: "http",
    fields: [{ ...PATH, hint: "A POST for each row, with an Idempotency-Key." }],
    beginning: { path: "/v1/orders" },
  },
};
