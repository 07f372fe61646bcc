import type { ConnectionKind } from "../model/connection.ts";
import type { TransferSpec } from "../model/graph-content.ts";

/** A connection that a transfer uses, and the kind that it must have. `end`: for which part, as in its file. */
export type TransferConnection = {
  readonly end: "from" | "to" | "dead";
  readonly name: string;
  readonly kind: ConnectionKind;
};

/** The kinds of sources and targets, and what kind of connection each needs. */
const KINDS: Readonly<Record<string, ConnectionKind>> = {
  "redis-stream": "redis",
  clickhouse: "clickhouse",
  mysql: "mysql",
  http: "http",
  events: "http",
};

/** The connections of a transfer; those of parts that are not there yet are left out. */
export function connectionsOfTransfer(spec: TransferSpec): readonly TransferConnection[] {
  const dead = deadConnectionOf(spec);
  return [
    ...partsOf("from", spec.from),
    ...partsOf("to", spec.to),
    ...(dead === null ? [] : [{ end: "dead", name: dead, kind: "redis" } as const]),
  ];
}

/** The connection of the dead letters; null where the transfer does not say it. */
export function deadConnectionOf({ dead, from }: TransferSpec): string | null {
  return dead.connection ?? from["redis-stream"]?.connection ?? null;
}

function partsOf(
  end: "from" | "to",
  parts: Readonly<Record<string, { readonly connection: string } | undefined>>,
): TransferConnection[] {
  return Object.entries(parts).flatMap(([part, spec]) => {
    const kind = KINDS[part];
    return spec === undefined || kind === undefined ? [] : [{ end, name: spec.connection, kind }];
  });
}
