import { RECEIVED_NAMES } from "../../expressions/own-names.ts";
import { errorFinding } from "../../model/finding.ts";
import type { Finding, VertexSpec } from "../../model/graph-content.ts";
import type { SleepingKind } from "../kind/kind.ts";
import { CALLBACK_TEXT } from "./callback.ts";
import { sleepOfWait } from "./wait-sleep.ts";

/** Waits for a time or for a callback. */
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
  received: RECEIVED_NAMES.callback,
  mapConditions: (spec, change) => {
    const policy = spec.wait?.callback;
    if (policy === undefined || policy === "once") return spec;
    const changed = (["until", "fail"] as const).flatMap((word) => {
      const text = policy[word];
      return text === undefined ? [] : [[word, change({ what: `\`${word}\` of the callback`, text })]];
    });
    return { ...spec, wait: { ...spec.wait, callback: { ...policy, ...Object.fromEntries(changed) } } };
  },
  changesSomething: () => false,
  undeclaredOutput: () => "dyn",
  sleep: (spec, now) => {
    if (spec.wait?.callback === undefined) return { sleep: "wait", ...sleepOfWait(spec, now) };
    const { timeout } = spec;
    return { sleep: "callback", text: CALLBACK_TEXT, ...(timeout !== undefined && { sleepMs: timeout }) };
  },
};

/** The fields that only a wait with a callback may have. */
const OF_CALLBACKS = ["outputs", "timeout", "onTimeout"] as const;

function findingsOfWait(name: string, { wait = {}, ...spec }: VertexSpec): readonly Finding[] {
  const findings: Finding[] = [];
  const tell = (text: string) => findings.push(errorFinding("wait-unclear", text, { vertices: [name] }));
  const ways = [wait.for, wait.until, wait.callback].filter((way) => way !== undefined);
  if (ways.length !== 1)
    tell(`${name} needs exactly one of \`for: 10m\`, \`until: "02:00"\` and \`callback: once\`.`);
  if (wait.zone !== undefined && wait.until === undefined)
    tell(`${name} has a time zone without \`until\`. Remove the zone, or add \`until\`.`);
  if (wait.callback === undefined)
    for (const field of OF_CALLBACKS)
      if (spec[field] !== undefined)
        tell(`${name} has \`${field}\`, which only a wait with a \`callback\` can have. Remove it.`);
  return findings;
}
