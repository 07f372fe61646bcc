import type { ConnectionKind } from "#engine/model/connection.ts";
import type { TransferSpec } from "#engine/model/graph-content.ts";

/** A field of a source or target that is text. */
type EndField = {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly hint?: string;
};

/** A kind of source or target, with its form. */
export type EndForm = {
  readonly label: string;
  readonly connectionKind: ConnectionKind;
  readonly fields: readonly EndField[];
  /** What its fields have at first, besides the connection. */
  readonly beginning: Readonly<Record<string, string>>;
};

const STREAM: EndForm = {
  label: "Redis stream",
  connectionKind: "redis",
  fields: [{ name: "stream", label: "Stream", placeholder: "orders", hint: "Its key in Redis." }],
  beginning: { stream: "orders" },
};

/** The sources that a transfer reads. */
export const SOURCE_FORMS: Readonly<Record<keyof TransferSpec["from"], EndForm>> = {
  "redis-stream": STREAM,
};

/** The targets that a transfer writes to. */
export const TARGET_FORMS: Readonly<Record<keyof TransferSpec["to"], EndForm>> = {
  clickhouse: {
    label: "ClickHouse",
    connectionKind: "clickhouse",
    fields: [
      {
        name: "table",
        label: "Table",
        placeholder: "shop.orders",
        hint: "With a ReplacingMergeTree engine.",
      },
    ],
    beginning: { table: "orders" },
  },
};
