import type { DeclaredAct } from "#client/triggers/declared-triggers.ts";
import { AutomationStateBadge } from "#components/automations/automation-state.tsx";
import { type DeclaredTrigger, declaredJson, declaredKind } from "#engine/graph-triggers/declared-trigger.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { ruleWords } from "#engine/schedules/rule-words.ts";
import { timesOfFile } from "#engine/schedules/schedule-file.ts";
import { cutWithMark } from "#engine/text/cut-text.ts";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import styles from "./declared-triggers.module.css";
import type { Outcome } from "./use-declared.ts";

type Props = {
  trigger: DeclaredTrigger;
  /** What applying would do; null while it is not known. */
  act: DeclaredAct | null;
  state: NonNullable<DeclaredTrigger["file"]["state"]>;
  outcome: Outcome | undefined;
};

const ACTS: Readonly<Record<DeclaredAct, string>> = {
  make: "Will be made",
  change: "Will be changed",
  keep: "Stays as it is",
  remove: "Will be removed",
  nothing: "There is none to remove",
  "other-graph": "Launches another graph: will be refused",
};
const DONE = { made: "Made", changed: "Changed", unchanged: "As it was" } as const;

const REMOVED = { made: "Removed", changed: "Removed", unchanged: "There was none any more" } as const;

/** One schedule or trigger of a file: what it is, and what would become or became of it. */
export function DeclaredItem({ trigger, act, state, outcome }: Props) {
  const { name } = trigger.file;
  return (
    <li className={styles.item}>
      <p className={styles.head}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <AutomationStateBadge state={outcome?.problems === undefined ? (outcome?.state ?? state) : state} />
      </p>
      <p className={styles.quiet}>
        {kindText(trigger)}: <bdi>{summaryOf(trigger)}</bdi>
      </p>
      {detailsOf(trigger).map(([label, text]) => (
        <p key={label} className={styles.quiet}>
          {label}: <bdi>{text}</bdi>
        </p>
      ))}
      {outcome === undefined ? (
        act !== null && <p>{ACTS[act]}</p>
      ) : outcome.problems === undefined ? (
        <p>{outcome.state === "removed" ? REMOVED[outcome.what] : DONE[outcome.what]}</p>
      ) : (
        <div className={styles.problem}>
          {outcome.problems.map((text) => (
            <p key={text}>
              Not done. <bdi>{text}</bdi>
            </p>
          ))}
          {outcome.todo !== undefined && <p>{outcome.todo}</p>}
        </div>
      )}
    </li>
  );
}

function kindText(trigger: DeclaredTrigger): string {
  const kind = declaredKind(trigger);
  return kind === "schedule" ? "Schedule" : TRIGGER_KINDS[kind].label;
}

function summaryOf({ of, file }: DeclaredTrigger): string {
  if (of === "trigger") return TRIGGER_KINDS[file.kind].summary(file.settings);
  const times = timesOfFile(file);
  return `${ruleWords(times)}${times.rule.kind === "cron" ? `, ${times.zone}` : ""}`;
}

const MAX_SHOWN = 10;
/** The longest part of a value that is shown, in characters. */
const MAX_TEXT = 80;

/** What else decides what is launched, and when: each with the beginning of its text. */
function detailsOf(trigger: DeclaredTrigger): (readonly [label: string, text: string])[] {
  const { file } = trigger;
  const { params, labels, schedule } = declaredJson(trigger);
  const { start, end, except, jitter, policy } = (schedule ?? {}) as Readonly<Record<string, unknown>>;
  const found: readonly (readonly [string, unknown])[] = [
    ["Revision", file.revision ?? "the latest sealed one"],
    ["Filter", trigger.of === "trigger" ? trigger.file.filter : undefined],
    ["Params", params],
    ["Start", start],
    ["End", end],
    ["Except", except],
    ["Jitter", jitter],
    ["Policy", policy],
    ["Pipeline name", file.pipelineName],
    ["Priority", file.priority],
    ["Labels", labels],
  ];
  return found.flatMap(([label, value]) =>
    value === undefined ? [] : [[label, detailText(value)] as const],
  );
}

function detailText(value: unknown): string {
  if (typeof value !== "object" || value === null) return cutWithMark(String(value), MAX_TEXT);
  const parts = Array.isArray(value)
    ? value.map((each) => cutWithMark(String(each), MAX_TEXT))
    : (value instanceof Map ? [...value] : Object.entries(value)).map(
        ([name, each]) =>
          `${name} = ${cutWithMark(typeof each === "string" ? each : writeJson(each), MAX_TEXT)}`,
      );
  const more = parts.length - MAX_SHOWN;
  return `${parts.slice(0, MAX_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
