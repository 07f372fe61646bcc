import { LabelsField, LimitField, PriorityField } from "#components/vertex-form/settings/claim-settings.tsx";
import { DescriptionField } from "#components/vertex-form/settings/description-field.tsx";
import {
  OnFailureField,
  OnLostField,
  RetrySettings,
} from "#components/vertex-form/settings/failure-settings.tsx";
import { ForeachSettings } from "#components/vertex-form/settings/foreach-settings.tsx";
import { LocksField } from "#components/vertex-form/settings/locks-field.tsx";
import { PollSettings } from "#components/vertex-form/settings/poll-settings.tsx";
import { RepeatSettings } from "#components/vertex-form/settings/repeat-settings.tsx";
import { FinalField, RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { FenceField, LogOutputField } from "#components/vertex-form/settings/script-choices.tsx";
import { TimeoutSettings } from "#components/vertex-form/settings/timeout-settings.tsx";
import { UndoSettings } from "#components/vertex-form/settings/undo-settings.tsx";
import { kindOf } from "#engine/kinds/kinds.ts";
import { isCallback } from "#engine/kinds/wait/callback.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { Setting } from "./section.ts";
import * as say from "./setting-words.ts";
import { InputsSetting, OutputsSetting } from "./value-settings.tsx";

/** A vertex that calls from outside, or a runner, give outputs to, or a time limit. A wait for a time has neither. */
const hasEnd = (spec: VertexSpec) => spec.kind !== "wait" || isCallback({ spec });
const hasRunner = (spec: VertexSpec) => kindOf(spec).carriedOutBy === "runner";

/**
 * Every setting that several kinds have, in the order of the form. Which kind has which says the engine's record of the
 * kind. What only one kind has is in its first section.
 */
export const SETTINGS: readonly Setting[] = [
  {
    id: "inputs",
    label: "Inputs",
    section: "inputs",
    fields: ["inputs"],
    words:
      "inputs parameters variables arguments name type default required never ask a person value from expression",
    says: ({ inputs = {} }) => say.namesText(Object.keys(inputs)),
    Form: InputsSetting,
  },
  {
    id: "outputs",
    label: "Outputs",
    section: "outputs",
    fields: ["outputs"],
    words: "outputs results name type default required value from expression",
    says: ({ outputs = {} }) => say.namesText(Object.keys(outputs)),
    isOffered: hasEnd,
    Form: OutputsSetting,
  },
  {
    id: "timeout",
    label: "Time limit",
    section: "failure",
    fields: ["timeout", "onTimeout"],
    words: "timeout on timeout time limit when it takes longer deadline maximum duration",
    says: say.timeoutText,
    isOffered: hasEnd,
    Form: TimeoutSettings,
  },
  {
    id: "retry",
    label: "Automatic retries",
    section: "failure",
    fields: ["retry"],
    words: "automatic retries retry with delay factor retry on exit codes jitter backoff attempts again",
    says: say.retryText,
    Form: RetrySettings,
  },
  {
    id: "on-failure",
    label: "On failure",
    section: "failure",
    fields: ["onFailure"],
    words: "on failure ignore continue error",
    says: ({ onFailure = "fail" }) => (onFailure === "fail" ? null : "goes on after a failure"),
    Form: OnFailureField,
  },
  {
    id: "on-lost",
    label: "When its runner is lost",
    section: "failure",
    fields: ["onLost"],
    words: "when its runner is lost crash restart",
    says: say.lostText,
    Form: OnLostField,
  },
  {
    id: "undo",
    label: "Undo script",
    section: "failure",
    fields: ["revert", "revertFailed"],
    words: "undo script nothing to undo undo after a failure too revert rollback compensate",
    says: say.undoText,
    Form: UndoSettings,
  },
  {
    id: "labels",
    label: "Runner labels",
    section: "runs",
    fields: ["labels"],
    words: "runner labels tags machine host agent",
    says: ({ labels = [] }) => say.namesText(labels),
    Form: LabelsField,
  },
  {
    id: "locks",
    label: "Locks",
    section: "runs",
    fields: ["locks"],
    words: "locks mutex semaphore exclusive one at a time",
    says: say.locksText,
    Form: LocksField,
  },
  {
    id: "limit",
    label: "Concurrency limit",
    section: "runs",
    fields: ["limit"],
    words: "concurrency limit parallel at once throttle",
    says: ({ limit }) => (limit === undefined ? null : `${limit} at once`),
    Form: LimitField,
  },
  {
    id: "priority",
    label: "Priority",
    section: "runs",
    fields: ["priority"],
    words: "priority order queue first urgent",
    says: ({ priority = 0 }) => (priority === 0 ? null : `priority ${priority}`),
    isOffered: hasRunner,
    Form: PriorityField,
  },
  {
    id: "fence",
    label: "Fence",
    section: "runs",
    fields: ["fence"],
    words: "fence sandbox network isolation security",
    says: ({ fence }) => (fence === undefined ? null : fence === "offline" ? "no network" : "no fence"),
    Form: FenceField,
  },
  {
    id: "description",
    label: "Description",
    section: "advanced",
    fields: ["description"],
    words: "description comment note documentation",
    says: ({ description }) => (description === undefined ? null : "described"),
    Form: DescriptionField,
  },
  {
    id: "foreach",
    label: "Run for each",
    section: "advanced",
    fields: ["foreach"],
    words:
      "run for each max in parallel for each default items items at once failures allowed then what runs batch size pause between loop list parallel fan-out matrix",
    says: say.foreachText,
    Form: ForeachSettings,
  },
  {
    id: "repeat",
    label: "Repeat until",
    section: "advanced",
    fields: ["repeat"],
    words: "repeat until maximum rounds delay between rounds loop while",
    says: ({ repeat }) => (repeat === undefined ? null : `repeated until ${repeat.until}`),
    Form: RepeatSettings,
  },
  {
    id: "poll",
    label: "Run again until it succeeds",
    section: "advanced",
    fields: ["poll"],
    words: "poll run again until it succeeds poll interval poll timeout on poll timeout sensor check",
    says: say.pollText,
    Form: PollSettings,
  },
  {
    id: "routing",
    label: "Waits for, Then follow",
    section: "advanced",
    fields: ["join", "branch", "final"],
    words:
      "starts when at the end join branch gateway waits for then follow incoming edge outgoing edges condition",
    says: say.routingText,
    Form: RoutingSettings,
  },
  {
    id: "final",
    label: "Final step",
    section: "advanced",
    fields: ["final"],
    words: "final step finally cleanup always",
    says: say.finalText,
    Form: FinalField,
  },
  {
    id: "log-output",
    label: "stdout and stderr in the log",
    section: "advanced",
    fields: ["output"],
    words: "stdout and stderr in the log merged split",
    says: ({ output = "merged" }) => (output === "merged" ? null : "stderr marked"),
    Form: LogOutputField,
  },
];
