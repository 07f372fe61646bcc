import { folderText } from "../rights/folder-path.ts";
import { type LaunchLabels, labelLines } from "../shape/launch-labels.ts";
import { cutText } from "../text/cut-text.ts";
import { durationText } from "../time/durations.ts";
import type { NoticeKind } from "./notice-rule.ts";

/** What a notice tells. It has no values of people or scripts in it, but the last line of a log, which is masked. */
export type NoticeFacts = {
  readonly kind: NoticeKind | "test" | "summary";
  readonly rule: string;
  readonly graph: string;
  readonly folder: string;
  /** Null for a test and for a summary. */
  readonly pipeline: number | null;
  readonly pipelineName: string;
  readonly launchedBy: string;
  /** Those of the launch. Notices that were written before there were any have none. */
  readonly labels?: LaunchLabels;
  /** ISO, UTC: since when it is so. */
  readonly since: string;
  /** The vertex that it is about, where there is one, and the name of its question. */
  readonly vertex: string | null;
  readonly reason: string | null;
  /** The last line that the failed vertex printed. */
  readonly lastLine: string | null;
  /** Of a summary: the first lines of the notices that were held back, and how many there were. */
  readonly held?: { readonly lines: readonly string[]; readonly count: number };
};

/** A notice as text: its first line, more lines, and the address of its page. */
export type NoticeText = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: string;
};

/** A text of this length fits into every service that takes notices. */
const MAX_LINE = 500;
/** Control characters, line ends, and those that turn the direction of a text. */
const NO_TEXT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Writes a notice in plain sentences.
 *
 * @param site the public address of the web, without a slash at its end.
 * @param now milliseconds since 1970.
 */
export function noticeText(facts: NoticeFacts, site: string, now: number): NoticeText {
  const { kind, held, rule } = facts;
  if (kind === "test")
    return {
      title: `[Test] Notices of the rule ${rule} arrive here`,
      lines: ["Somebody asked for this test. Nothing happened."],
      link: `${site}/settings/notices`,
    };
  if (kind === "summary")
    return {
      title: `${held?.count ?? 0} notices of the rule ${rule} were held back`,
      lines: summaryLines(held),
      link: `${site}/`,
    };
  return {
    title: titleOf(facts, now),
    lines: linesOf(facts),
    link: `${site}/pipelines/${facts.pipeline}`,
  };
}

function titleOf({ kind, graph, pipeline, since, vertex }: NoticeFacts, now: number): string {
  const it = `${graph} #${pipeline}`;
  switch (kind) {
    case "failed":
      return `${it} failed`;
    case "failure-handled":
      return `${it} succeeded, and a failure in it was handled`;
    case "recovered":
      return `${it} succeeded after a failure`;
    case "waiting":
      return `${it} waits for a person at ${vertex ?? "a vertex"}${sinceText(since, now)}`;
    case "lost":
      return `${it} waits for a decision about ${vertex ?? "a vertex"}, which is lost${sinceText(since, now)}`;
    default:
      return `${it} is late: it has not ended${sinceText(since, now)}`;
  }
}

/** Rounded to minutes: nobody reads milliseconds. */
function sinceText(since: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  return minutes < 1 ? "" : `, since ${durationText(minutes * 60_000)}`;
}

function sinceWords(kind: NoticeFacts["kind"]): string {
  switch (kind) {
    case "waiting":
      return "Waits since";
    case "late":
      return "Launched at";
    case "lost":
      return "Lost at";
    case "failed":
      // Its graph may undo it: then it has not ended yet.
      return "Failed at";
    default:
      return "Ended at";
  }
}

function linesOf(facts: NoticeFacts): string[] {
  const { kind, graph, folder, pipelineName, launchedBy, since, vertex, reason, lastLine } = facts;
  const labels = labelLines(facts.labels ?? {});
  const lines = [
    `Graph: ${graph}, in ${folderText(folder)}`,
    ...(pipelineName === graph ? [] : [`Pipeline: ${pipelineName}`]),
    `Launched by: ${launchedBy}`,
    ...(labels.length === 0 ? [] : [`Labels: ${labels.join(", ")}`]),
    `${sinceWords(kind)}: ${since}`,
    ...(vertex === null ? [] : [`Vertex: ${vertex}`]),
    ...(reason === null ? [] : [`Reason: ${reason}`]),
    ...(lastLine === null ? [] : [`Last line of its log: ${lastLine}`]),
  ];
  return lines.map(oneLine);
}

function summaryLines(held: NoticeFacts["held"]): string[] {
  if (held === undefined) return [];
  const more = held.count - held.lines.length;
  return [...held.lines.map(oneLine), ...(more > 0 ? [`… and ${more} more`] : [])];
}

/** A text of other people takes one line, so that it cannot pose as another one. */
export function oneLine(text: string): string {
  const line = text.replace(NO_TEXT, " ").trim();
  return line.length <= MAX_LINE ? line : `${cutText(line, MAX_LINE - 1)}…`;
}
