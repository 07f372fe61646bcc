import * as z from "zod";
import { namedField, part, recordField, withoutDefault } from "./fields.ts";

/** How many rounds a transfer makes, and how many rows it reads in each, where its file does not say. */
export const USUAL_ROUNDS = 100;
export const USUAL_BATCH = 10_000;
const MAX_ROUNDS = 1_000_000;
const MAX_BATCH = 100_000;

const CONNECTION = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;
const TABLE = /^[A-Za-z_]\w{0,63}(?:\.[A-Za-z_]\w{0,63})?$/;
const PATH = /^\/[\w.~!$&'()*+,;=:@/%?-]{0,2000}$/;
const COLUMN = /^[A-Za-z_]\w{0,63}$/;

const connection = () =>
  namedField((name) =>
    CONNECTION.test(name)
      ? null
      : "Wanted the name of a connection, such as queue: letters, digits, `_`, `-` and `.`, at most 100, not beginning with a digit.",
  ).describe("The name of a connection of this kind.");

const stream = () => z.string().min(1).max(500).describe("The key of a stream in Redis.");

const table = () =>
  namedField((name) =>
    TABLE.test(name) ? null : "Wanted a table such as orders, or shop.orders: letters, digits and `_`.",
  );

const column = () =>
  namedField((name) =>
    COLUMN.test(name)
      ? null
      : "Wanted the name of a column: letters, digits and `_`, not beginning with a digit.",
  );

const path = () =>
  namedField((text) =>
    PATH.test(text) ? null : "Wanted a path such as /v1/orders, percent-encoded, without a host.",
  ).describe("Behind the address of the connection.");

const redisStream = z.strictObject({ connection: connection(), stream: stream() });

const from = part(
  z.strictObject({
    "redis-stream": part(redisStream)
      .optional()
      .describe("The entries of a stream, from the oldest one. What was written is deleted from it."),
    mysql: part(
      z.strictObject({ connection: connection(), query: z.string().min(1).max(20_000), cursor: column() }),
    )
      .optional()
      .describe(
        "The rows of a query, in the order of a column that grows: its last value is the place to go on from.",
      ),
    http: part(z.strictObject({ connection: connection(), path: path(), cursor: z.string().min(1).max(200) }))
      .optional()
      .describe(
        "Rows as NDJSON, asked for with `after` and `limit`. A field of each row is the place to go on from.",
      ),
    events: part(z.strictObject({ connection: connection() }))
      .optional()
      .describe("The event feed of a Signalbox, by a connection of the kind http."),
  }),
);

const to = part(
  z.strictObject({
    clickhouse: part(z.strictObject({ connection: connection(), table: table() }))
      .optional()
      .describe("A table with a ReplacingMergeTree engine."),
    mysql: part(z.strictObject({ connection: connection(), table: table() }))
      .optional()
      .describe("A table with a primary or unique key: a row with the same key is replaced."),
    "redis-stream": part(
      redisStream.extend({
        maxLength: z.int().min(1).max(1_000_000_000).optional().describe("How many entries it may have."),
      }),
    )
      .optional()
      .describe("A stream: a row that was written within a day is not written again."),
    http: part(z.strictObject({ connection: connection(), path: path() }))
      .optional()
      .describe(
        "A request for each row, with a header `Idempotency-Key` that is the same whenever it is sent again.",
      ),
  }),
);

const deadObject = part(
  z.strictObject({
    connection: connection()
      .optional()
      .describe("A connection of the kind redis. Usual is that of a `redis-stream` that is read."),
    stream: stream(),
  }),
);

/** The name of the stream may be written alone. */
const dead = z.codec(
  z.union([stream(), deadObject]),
  z.custom<{ readonly connection?: string; readonly stream: string }>(),
  {
    decode: (found) => (typeof found === "string" ? { stream: found } : found),
    encode: (found) => (found.connection === undefined ? found.stream : found),
  },
);

/** What only a transfer has. */
export const transferField = part(
  z.strictObject({
    from: from.describe("What is read: exactly one source."),
    to: to.describe("What is written to: exactly one target."),
    columns: recordField(
      (name) =>
        COLUMN.test(name)
          ? null
          : "Wanted the name of a column: letters, digits and `_`, not beginning with a digit.",
      z.string().min(1).max(200),
    ).describe(
      "The column of the target, and the field of the source; `@id` is what tells a row from others.",
    ),
    rounds: withoutDefault(z.int().min(1).max(MAX_ROUNDS), (rounds) => rounds === USUAL_ROUNDS).describe(
      "How many rounds it makes at most: each reads, writes, and then removes at the source.",
    ),
    batch: withoutDefault(z.int().min(1).max(MAX_BATCH), (batch) => batch === USUAL_BATCH).describe(
      "How many rows a round reads at most.",
    ),
    dead: dead.describe("The stream of Redis for rows that the target refuses, with the reason."),
  }),
);
