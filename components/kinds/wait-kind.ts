import { Clock } from "lucide-react";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { durationText } from "#engine/time/durations.ts";
import { type KindView, textsOf } from "./kind-view.ts";

export const waitKind: KindView = {
  label: "Wait",
  icon: Clock,
  additions: [{ label: "Wait", words: "time callback", spec: { kind: "wait", wait: { for: "10m" } } }],
  cardLine: waitLine,
  emptyCardLine: "No time yet",
  cardNote: () => "wait",
  texts: (spec) => {
    const callback = spec.wait?.callback;
    const conditions = callback === undefined || callback === "once" ? {} : callback;
    return textsOf({
      wait: waitLine(spec) ?? undefined,
      "enough calls when": conditions.until,
      "failed when": conditions.fail,
      "when data does not fit": conditions.onInvalid,
    });
  },
};

function waitLine({ wait = {} }: VertexSpec): string | null {
  const { for: lasts, until, zone = "UTC", callback } = wait;
  if (lasts !== undefined) return `for ${durationText(lasts)}`;
  if (until !== undefined) return `until ${until} ${zone}`;
  return callback === undefined ? null : "until it is called";
}
