import type { DeliveryView, TriggerTest, TriggerView } from "#contract/triggers/triggers.ts";
import { labelLines } from "#engine/shape/launch-labels.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { shownText } from "../text/shown-text.ts";
import { timeText } from "../text/time-text.ts";

/** What became of an event: `launched, pipeline 7`; `filtered: The filter is not true …`. */
export function deliveryText({
  state,
  pipelineId,
  reason,
}: Pick<DeliveryView, "state" | "pipelineId" | "reason">): string {
  const pipeline = pipelineId === null ? "" : `, pipeline ${pipelineId}`;
  return shownText(`${state}${pipeline}${reason === null ? "" : `: ${reason}`}`);
}

export const DELIVERY_HEAD = ["ID", "RECEIVED", "EVENT", "TRIES", "WHAT BECAME OF IT"];

export function deliveryCells(delivery: DeliveryView): string[] {
  const { id, receivedAt, eventKey, tries } = delivery;
  return [String(id), timeText(receivedAt), shownText(eventKey), String(tries), deliveryText(delivery)];
}

/** What is published with one version, and of whom it is: `load, the latest revision; of the stream orders; version 3 of ann`. */
export function versionText({ graph, revision, kind, summary, version, changedBy }: TriggerView): string {
  const launched = `${graph}${revision === null ? ", the latest revision" : `@${revision}`}`;
  return shownText(
    `${launched}; ${TRIGGER_KINDS[kind].label}, ${summary}; version ${version} of ${changedBy}`,
  );
}

/** The settings of a trigger, a line for each: its word and its text. What is as usual is left out. */
export function triggerLines(trigger: TriggerView): readonly (readonly [string, string])[] {
  const { name, graph, revision, kind, summary, filter, params, pipelineName, priority } = trigger;
  const { state, version, changedAt, changedBy } = trigger;
  return [
    ["Trigger", shownText(name)],
    ["State", state === "new" ? "new: not published" : state],
    ["Graph", `${shownText(graph)}${revision === null ? ", the latest revision" : `@${revision}`}`],
    ["Takes", shownText(`${TRIGGER_KINDS[kind].label}, ${summary}`)],
    ...(filter === null ? [] : [["Filter", shownText(filter)] as const]),
    ...Object.entries(params).map(([param, from]) => ["Param", shownText(`${param} = ${from}`)] as const),
    ...(pipelineName === null ? [] : [["Pipelines", shownText(pipelineName)] as const]),
    ...(priority === 0 ? [] : [["Priority", String(priority)] as const]),
    ...labelLines(trigger.labels).map((label) => ["Label", shownText(label)] as const),
    ["Version", String(version)],
    ["Changed", `${timeText(changedAt)} by ${shownText(changedBy)}`],
  ];
}

const ACT_WORDS: Readonly<Record<TriggerTest["act"], string>> = {
  launch: "It would launch",
  filter: "It would launch nothing: the filter is not true",
  refuse: "It would be refused",
};

/** What would become of an event, a line for each part. */
export function testText({ act, reason, revision, filter, params }: TriggerTest): string {
  const lines = [
    `${ACT_WORDS[act]}${act === "launch" && revision !== null ? ` revision ${revision}` : ""}.`,
    ...(reason === null ? [] : [reason]),
    ...(filter === null ? [] : [`filter  ${filter.state}  ${filter.text}`]),
    ...params.map((param) => {
      const found =
        param.state === "given"
          ? `= ${param.value}${param.isCut ? "… (cut)" : ""}`
          : `${param.state === "wrong" ? "wrong" : "left out"}: ${param.reason}`;
      return `param   ${param.name} ${found}`;
    }),
  ];
  return lines.map((line) => `${shownText(line)}\n`).join("");
}
