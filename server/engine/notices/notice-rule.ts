import { zoneProblem } from "../time/moments.ts";

/**
 * What a rule may send a notice of. `failure-handled`: it succeeded, and its graph handled a failure. `recovered`: the first
 * success after a failure. `lost`: a track is lost, and a person has to decide about it.
 */
export const NOTICE_KINDS = ["failed", "failure-handled", "recovered", "waiting", "late", "lost"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The shapes in which a notice is sent over HTTP. */
export const CHANNELS = ["webhook", "slack", "teams", "feishu", "dingtalk"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where a rule sends to. Secrets are named, their values are read when a notice is sent. */
export type NoticeTarget =
  | { readonly kind: "email"; readonly to: readonly string[] }
  | {
      readonly kind: Channel;
      /** One of the two: the address, or the secret that holds it. */
      readonly url: string | null;
      readonly urlSecret: string | null;
      /** The secret that signs; null: nothing is signed. */
      readonly secret: string | null;
    };

/** On these days, from one time of the day to another one, nothing is sent. */
export type QuietHours = {
  readonly zone: string;
  /** `22:00`. Where `from` is later than `to`, it goes on in the next day. */
  readonly from: string;
  readonly to: string;
  /** 1 is Monday, 7 is Sunday: the days on which it begins. */
  readonly days: readonly number[];
  /** `hold`: one summary is sent. `drop`: nothing is. */
  readonly afterwards: "hold" | "drop";
};

/** When a pipeline is late: so long after its launch, or at a time of the day that has come since then. */
export type Lateness =
  | { readonly kind: "after"; readonly ms: number }
  | { readonly kind: "by"; readonly time: string; readonly zone: string };

/** What a rule says, besides its name and its place. */
export type NoticeSettings = {
  readonly kinds: readonly NoticeKind[];
  /** A question is told of once it has waited for so long. */
  readonly waitMs: number;
  readonly late: Lateness | null;
  readonly target: NoticeTarget;
  readonly quiet: QuietHours | null;
  /** A notice of the same kind of the same graph is left out for so long. */
  readonly repeatMs: number;
};

export type NoticeProblem = { readonly path: string; readonly text: string };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is wrong with a rule, as far as its text tells; whatever it names, its server looks up. */
export function settingsProblems({ kinds, late, quiet, waitMs }: NoticeSettings): NoticeProblem[] {
  const problems: NoticeProblem[] = [];
  if (kinds.length === 0)
    problems.push({ path: "on", text: "Wanted at least one thing to send a notice of." });
  if (kinds.includes("late") && late === null)
    problems.push({ path: "late", text: "Wanted when a pipeline is late: `late` or `lateBy`." });
  if (!kinds.includes("late") && late !== null)
    problems.push({ path: "late", text: "It says when a pipeline is late, and has no `late` in `on`." });
  if (!kinds.includes("waiting") && waitMs > 0)
    problems.push({ path: "wait", text: "It says how long a question waits, and has no `waiting` in `on`." });
  if (late?.kind === "by" && !TIME.test(late.time))
    problems.push({ path: "lateBy", text: `Wanted a time such as 06:00, found "${late.time}".` });
  if (late?.kind === "by") problems.push(...zoneProblems("zone", late.zone));
  return quiet === null ? problems : [...problems, ...quietProblems(quiet)];
}

function zoneProblems(path: string, zone: string): NoticeProblem[] {
  const text = zoneProblem(zone);
  return text === null ? [] : [{ path, text }];
}

function quietProblems({ from, to, days, afterwards, zone }: QuietHours): NoticeProblem[] {
  const problems = zoneProblems("quiet.zone", zone);
  for (const [key, time] of [
    ["from", from],
    ["to", to],
  ] as const)
    if (!TIME.test(time))
      problems.push({ path: `quiet.${key}`, text: `Wanted a time such as 22:00, found "${time}".` });
  if (days.length === 0) problems.push({ path: "quiet.days", text: "Wanted at least one day." });
  if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    problems.push({ path: "quiet.days", text: "Wanted days from 1 (Monday) to 7 (Sunday)." });
  // Quiet for all of each day, and nothing kept: the rule would never send anything.
  if (problems.length === 0 && from === to)
    problems.push(
      afterwards === "drop" && new Set(days).size === 7
        ? { path: "quiet", text: "It is always quiet and drops everything: this rule would never send." }
        : { path: "quiet.to", text: "The quiet hours begin and end at the same time." },
    );
  return problems;
}
