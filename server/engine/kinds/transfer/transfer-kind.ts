import { errorFinding, removalOf } from "../../model/finding.ts";
import type { Finding, TransferSpec, VertexSpec } from "../../model/graph-content.ts";
import type { RuleOf } from "../../rules/rules.ts";
import { deadConnectionOf } from "../../transfers/transfer-connections.ts";
import { transferText } from "../../transfers/transfer-text.ts";
import { failureOf } from "../kind/execution-end.ts";
import type { RunnerKind, TaskOrder, TaskRendered } from "../kind/kind.ts";

/** Rows that a runner moves from a source to a target. Its outputs count them. */
export const transferKind: RunnerKind = {
  carriedOutBy: "runner",
  fields: ["transfer", "timeout", "onTimeout", "retry", "onLost", "labels", "locks", "limit", "repeat"],
  example: {
    kind: "transfer",
    transfer: {
      from: { "redis-stream": { connection: "queue", stream: "orders" } },
      to: { clickhouse: { connection: "warehouse", table: "shop.orders" } },
      columns: { id: "@id", amount: "amount" },
      rounds: 10,
      batch: 5_000,
      dead: "orders-dead",
    },
  },
  findings: findingsOfTransfer,
  mapTemplates: (spec) => spec,
  received: null,
  mapConditions: (spec) => spec,
  // What it wrote is wanted at the target, and it is gone at the source: no undo is expected of it.
  changesSomething: () => false,
  undeclaredOutput: () => "int",
  usualTimeoutMs: null,
  render: ({ vertex: { name, spec }, where }: TaskOrder): TaskRendered => {
    const { transfer } = spec;
    if (transfer === undefined) return { reason: "it has no `transfer` field" };
    const names = { name: `${where.lastingName}/${name}`, title: `${where.graph}/${name}` };
    const task = { kind: "transfer", spec: transfer, ...names } as const;
    return { text: transferText(transfer), taskOf: () => task };
  },
  outcome: ({ end, random }) => {
    const { response } = end;
    if (response?.kind !== "transfer")
      return { to: "failed", reason: failureOf(end) ?? "no answer", exit: end.exitCode, random };
    const { read, written, dead, left } = response;
    const reason = dead === 0 ? null : `${dead} ${dead === 1 ? "row is" : "rows are"} in the dead letters`;
    return {
      to: "succeeded",
      next: null,
      outputs: { read, written, dead, left },
      exit: 0,
      ...(reason !== null && { reason }),
    };
  },
  exampleEnd: { response: { kind: "transfer", read: 3, written: 2, dead: 1, left: 0 } },
};

function findingsOfTransfer(vertex: string, { transfer, retry }: VertexSpec): readonly Finding[] {
  const place = { vertices: [vertex] };
  if (transfer === undefined) {
    const text = `${vertex} needs a transfer: \`transfer: { from: …, to: …, columns: …, dead: … }\`.`;
    return [errorFinding("transfer-missing", text, place)];
  }
  const texts = problemsOfTransfer(vertex, transfer);
  const findings = texts.map(([code, text]) => errorFinding(code, text, place));
  if (retry?.onExit !== undefined)
    findings.push(
      errorFinding(
        "transfer-exit",
        `${vertex} is not a script and has no exit code, so \`onExit\` has no meaning. Remove it.`,
        { ...place, fix: removalOf(vertex, "retry", "onExit") },
      ),
    );
  return findings;
}

function problemsOfTransfer(vertex: string, spec: TransferSpec): [code: RuleOf<"error">, text: string][] {
  const { from, to, columns, dead } = spec;
  const found: [RuleOf<"error">, string][] = [];
  const sources = Object.keys(from);
  const targets = Object.keys(to);
  if (sources.length !== 1)
    found.push(["transfer-from", `${vertex} needs exactly one source in \`from\`, found ${sources.length}.`]);
  if (targets.length !== 1)
    found.push(["transfer-to", `${vertex} needs exactly one target in \`to\`, found ${targets.length}.`]);
  if (columns === undefined)
    found.push([
      "transfer-columns",
      `${vertex} writes no column. Write which: \`columns: { id: "@id", amount: amount }\`.`,
    ]);
  const source = from["redis-stream"];
  if (deadConnectionOf(spec) === null)
    found.push([
      "transfer-dead",
      `The dead letters of ${vertex} need a connection: \`dead: { connection: queue, stream: ${dead.stream} }\`.`,
    ]);
  if (source !== undefined && dead.connection !== undefined && dead.connection !== source.connection)
    found.push([
      "transfer-dead",
      `The dead letters of ${vertex} must be in the Redis that it reads, so that a row goes there in one step. Remove \`connection\` from \`dead\`.`,
    ]);
  const target = to["redis-stream"];
  if (source !== undefined && target?.stream === source.stream && target.connection === source.connection)
    found.push(["transfer-to", `${vertex} would write to the stream that it reads: name another one.`]);
  if (target?.stream === dead.stream && target.connection === deadConnectionOf(spec))
    found.push([
      "transfer-dead",
      `The dead letters of ${vertex} would be in its target: name another stream.`,
    ]);
  if (source !== undefined && source.stream === dead.stream)
    found.push(["transfer-dead", `${vertex} would read its own dead letters: name another stream.`]);
  return found;
}
