import { errorFinding } from "../model/finding.ts";
import type { Finding, VertexSpec } from "../model/graph-content.ts";
import { CALLBACK_TEXT } from "./callback.ts";
import type { SleepingKind } from "./kind.ts";
import { sleepOfWait } from "./wait-sleep.ts";

/** Time passes, or somebody calls from outside. */
export const waitKind: SleepingKind = {
  carriedOutBy: "sleep",
  fields: ["wait", "outputs", "timeout", "onTimeout"],
  example: {
    kind: "wait",
    outputs: { ticket: { type: "string", from: "call.ticket" } },
    wait: { callback: { until: "size(calls) == 1", fail: "call.isBad" } },
    timeout: "2h",
  },
  findings: findingsOfWait,
  mapTemplates: (spec) => spec,
  received: { call: "dyn", calls: "list<dyn>" },
  conditions: ({ wait }) => {
    const policy = wait?.callback;
    if (policy === undefined || policy === "once") return [];
    return Object.entries(policy).map(([word, text]) => ({ what: `\`${word}\` of the callback`, text }));
  },
  undeclaredOutput: () => "dyn",
  sleep: (spec, now) => {
    if (spec.wait?.callback === undefined) return { sleep: "wait", ...sleepOfWait(spec, now) };
    const { timeout } = spec;
    return { sleep: "callback", text: CALLBACK_TEXT, ...(timeout !== undefined && { sleepMs: timeout }) };
  },
};

/** Only a wait that is called can take too long, and be given anything. */
const OF_CALLBACKS = ["outputs", "timeout", "onTimeout"] as const;

function findingsOfWait(name: string, { wait = {}, ...spec }: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (text: string) => findings.push(errorFinding("wait-unclear", text, { vertices: [name] }));
  const ways = [wait.for, wait.until, wait.callback].filter((way) => way !== undefined);
  if (ways.length !== 1)
    tell(
      `${name} has to say what it waits for: \`for: 10m\`, \`until: "02:00"\` or \`callback: once\`, one of them.`,
    );
  if (wait.zone !== undefined && wait.until === undefined)
    tell(`${name} names a time zone, and no \`until\` that it could be for.`);
  if (wait.callback === undefined)
    for (const field of OF_CALLBACKS)
      if (spec[field] !== undefined)
        tell(`${name} has \`${field}\`, which only a wait with a \`callback\` can have. Remove it.`);
  return findings;
}
