import { durationWords } from "#components/ui/duration-words.ts";
import { STATE_LOOKS, type Tone } from "#components/ui/states/state-look.ts";
import type { StatisticsView } from "#contract/pipelines/statistics.ts";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";

const DAY_MS = 86_400_000;

/** One row of numbers of a chart: a value for each step, null where nothing is known. */
export type ChartSeries = {
  readonly label: string;
  readonly tone: Tone;
  readonly values: readonly (number | null)[];
  readonly isDashed?: boolean;
};

/** What a chart shows. `stack`: bars that stand upon one another; `lines`: a line for each series. */
export type ChartContent = {
  readonly kind: "stack" | "lines";
  /** The beginning of each step, in milliseconds, and how long a step is. */
  readonly times: readonly number[];
  readonly step: number;
  readonly series: readonly ChartSeries[];
  readonly text: (value: number) => string;
  /** Whether a value is a count: no part of one is written beside the drawing. */
  readonly isCount?: boolean;
};

/** How many pipelines ended in each step, by state. */
export function endedChart({ ended, endedStep }: StatisticsView): ChartContent {
  return {
    kind: "stack",
    times: ended.map(({ at }) => at.getTime()),
    step: endedStep,
    series: ENDED_PIPELINE_STATES.map((state) => ({
      label: STATE_LOOKS[state].text,
      tone: STATE_LOOKS[state].tone,
      values: ended.map((step) => step[state]),
    })),
    text: (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 0 }),
    isCount: true,
  };
}

/** How long tracks waited for a runner. */
export function waitChart({ server, serverStep }: StatisticsView): ChartContent {
  return {
    kind: "lines",
    times: server.map(({ at }) => at.getTime()),
    step: serverStep,
    series: [
      { label: "Longest in the queue", tone: "warn", values: server.map((step) => step.queueAge) },
      { label: "95 % claimed within", tone: "info", values: server.map((step) => step.claimP95) },
      {
        label: "Half claimed within",
        tone: "info",
        isDashed: true,
        values: server.map((step) => step.claimMedian),
      },
    ],
    text: durationWords,
  };
}

/** How many slots of runners there were, and how many were busy. */
export function slotChart({ server, serverStep }: StatisticsView): ChartContent {
  return {
    kind: "lines",
    times: server.map(({ at }) => at.getTime()),
    step: serverStep,
    series: [
      { label: "Busy", tone: "info", values: server.map((step) => step.busySlots) },
      { label: "All slots", tone: "still", isDashed: true, values: server.map((step) => step.slots) },
    ],
    text: (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 }),
  };
}

/** The beginning of a step in words: days are those of UTC, times those of the reader. */
export function stepWords(at: number, step: number): string {
  const date = new Date(at);
  if (step >= DAY_MS)
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}

export type StatisticsFacts = {
  readonly ended: number;
  /** In whole percent; null where none ended. */
  readonly successRate: number | null;
  /** In milliseconds; null where no sample is known. */
  readonly longestQueue: number | null;
  /** In whole percent of all slots; null where there were none. */
  readonly busyShare: number | null;
};

/** What the steps say as a whole. */
export function factsOf({ ended, server }: StatisticsView): StatisticsFacts {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const all = sum(ended.flatMap((step) => ENDED_PIPELINE_STATES.map((state) => step[state])));
  const succeeded = sum(ended.map((step) => step.succeeded));
  const queue = server.flatMap(({ queueAge }) => queueAge ?? []);
  const slots = sum(server.map((step) => step.slots ?? 0));
  return {
    ended: all,
    successRate: all === 0 ? null : Math.floor((100 * succeeded) / all),
    longestQueue: queue.length === 0 ? null : Math.max(...queue),
    busyShare:
      slots === 0 ? null : Math.round((100 * sum(server.map((step) => step.busySlots ?? 0))) / slots),
  };
}
