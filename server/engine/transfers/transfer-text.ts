import type { TransferSpec } from "../model/graph-content.ts";

/** A transfer in one line: what it reads and what it writes to. */
export function transferLine({ from, to }: TransferSpec): string {
  return `${placeOf(from)} → ${placeOf(to)}`;
}

/** A transfer as text for people, with its columns. */
export function transferText(spec: TransferSpec): string {
  const columns = Object.entries(spec.columns ?? {}).map(([column, field]) => `${column} = ${field}`);
  return [transferLine(spec), ...columns].join("\n");
}

function placeOf(ends: TransferSpec["from"] | TransferSpec["to"]): string {
  const [found] = Object.entries(ends) as [string, Readonly<Record<string, unknown>>][];
  if (found === undefined) return "nothing yet";
  const [kind, { connection, stream, table, path }] = found;
  return `${connection}/${String(stream ?? table ?? path ?? kind).replace(/^\//, "")}`;
}
