import { customType, index, mysqlTable } from "drizzle-orm/mysql-core";
import { asciiText, instant, longText } from "./columns.ts";

const digest = customType<{ data: Buffer }>({ dataType: () => "binary(32)" });

/**
 * What a request of a person did. It is written by the request's own transaction, so it is there exactly where the
 * request was carried out.
 */
export const recordedRequest = mysqlTable(
  "recorded_request",
  {
    /** The digest of the request's id. With the id itself in this table, `input` could be guessed from it. */
    id: digest("id").primaryKey(),
    /** `pipelines.launch`; empty where the request was given up before it came. */
    procedure: asciiText("procedure", { length: 80 }).notNull(),
    /** A digest of the input under the request's id: an input may have a secret. */
    input: digest("input").notNull(),
    /** JSON; null until the request's transaction ends, and for a request that was given up. */
    answer: longText("answer"),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [index("recorded_request_received").on(table.receivedAt)],
);
