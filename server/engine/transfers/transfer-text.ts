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

function placeOf({
  "redis-stream": stream,
  clickhouse,
}: Partial<TransferSpec["from"] & TransferSpec["to"]>): string {
  if (stream !== undefined) return `${stream.connection}/${stream.stream}`;
  if (clickhouse !== undefined) return `${clickhouse.connection}/${clickhouse.table}`;
  return "nothing yet";
}
