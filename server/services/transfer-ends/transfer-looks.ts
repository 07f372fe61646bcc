import type { ConnectionKind } from "#engine/model/connection.ts";
import type { TransferSpec } from "#engine/model/graph-content.ts";
import { connectionsOfTransfer } from "#engine/transfers/transfer-connections.ts";
import { EVENT_ROWS } from "./first-row.ts";

/** What has to be at a server. */
type Wanted =
  | { readonly is: "stream"; readonly key: string }
  | { readonly is: "table"; readonly table: string; readonly columns: readonly string[] }
  | {
      readonly is: "query";
      readonly query: string;
      readonly cursor: string;
      readonly fields: readonly string[];
    }
  | {
      readonly is: "rows";
      readonly path: string;
      readonly cursor: string;
      readonly fields: readonly string[];
    }
  /** Nothing can be asked of it without writing. */
  | { readonly is: "server" };

/** A part of a transfer, and what its connection must have for it. */
export type Look = {
  readonly vertex: string;
  readonly end: "from" | "to" | "dead";
  readonly connection: string;
  readonly kind: ConnectionKind;
  readonly wanted: Wanted;
};

/** What the servers of a transfer are asked, in the order of its file. */
export function looksOf(vertex: string, spec: TransferSpec): readonly Look[] {
  return connectionsOfTransfer(spec).map(({ end, name, kind }) => ({
    ...{ vertex, end, connection: name, kind },
    wanted:
      end === "dead" ? { is: "stream", key: spec.dead.stream } : end === "from" ? read(spec) : written(spec),
  }));
}

function read({ from, columns = {} }: TransferSpec): Wanted {
  const { "redis-stream": stream, mysql, http } = from;
  if (stream !== undefined) return { is: "stream", key: stream.stream };
  const fields = [...new Set(Object.values(columns))].filter((field) => field !== "@id");
  if (mysql !== undefined) return { is: "query", query: mysql.query, cursor: mysql.cursor, fields };
  return { is: "rows", ...(http ?? EVENT_ROWS), fields };
}

function written({ to, columns = {} }: TransferSpec): Wanted {
  const { "redis-stream": stream, clickhouse, mysql } = to;
  if (stream !== undefined) return { is: "stream", key: stream.stream };
  const table = (clickhouse ?? mysql)?.table;
  return table === undefined ? { is: "server" } : { is: "table", table, columns: Object.keys(columns) };
}
