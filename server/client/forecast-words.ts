import type { ForecastAsking, ForecastView } from "#contract/pipelines/forecasts.ts";

/** Vertices of which a forecast says the same kind of thing, in the words of pages and of the command line. */
export type ForecastGroup = {
  readonly title: string;
  readonly lines: readonly { readonly vertex: string; readonly text: string }[];
};

/** A length of time as text. */
type Span = (ms: number) => string;

const ASKED: Readonly<Record<ForecastAsking["what"], string>> = {
  approval: "approve or reject",
  values: "fill in its inputs",
  breakpoint: "let it go on at its breakpoint",
};

/** What a forecast takes for granted. */
export const FORECAST_ASSUMES =
  "As if every script succeeds and gives what it gave last time, everybody answers at once, and nothing else runs.";

/** How long it will take, as a sentence. */
export function forecastHeadline({ runs, ms, slowMs }: ForecastView, span: Span): string {
  if (runs === 0) return "How long it takes is not known: no run of this graph has succeeded yet.";
  const known = runs === 1 ? "the last succeeded run" : `the last ${runs} succeeded runs`;
  return `About ${upTo(ms, slowMs, span)}, by ${known}.`;
}

/** What else is to be known before the launch, a sentence each. */
export function forecastNotes(view: ForecastView, span: Span): readonly string[] {
  const { graphQueue, timeoutMs, hasNoRunner, isUndone, isCut } = view;
  return [
    ...(graphQueue === null ? [] : [graphQueue]),
    ...(hasNoRunner ? ["No runner is there: nothing is executed until one is."] : []),
    ...(timeoutMs === null ? [] : [`It may take longer than its timeout of ${span(timeoutMs)}.`]),
    ...(isUndone ? ["It fails, and is rolled back then."] : []),
    ...(isCut ? ["So much happens that this is not the whole of it."] : []),
  ];
}

/** Where it needs somebody, waits or fails. Groups without vertices are left out. */
export function forecastGroups(view: ForecastView, span: Span): readonly ForecastGroup[] {
  const { asks, queues, unserved, fails } = view;
  const reasons = (all: ForecastView["fails"]) => all.map(({ vertex, reason }) => ({ vertex, text: reason }));
  return [
    { title: "Will fail", lines: reasons(fails) },
    { title: "Waits until a runner can execute it", lines: reasons(unserved) },
    {
      title: "Will need you",
      lines: asks.map((each) => ({ vertex: each.vertex, text: askText(each, span) })),
    },
    {
      title: "Will queue",
      lines: queues.map(({ vertex, ms, because }) => ({ vertex, text: `${span(ms)}, ${because}` })),
    },
  ].filter(({ lines }) => lines.length > 0);
}

function askText({ what, at, slowAt, dependsOn }: ForecastAsking, span: Span): string {
  const when = at === 0 && (slowAt ?? 0) === 0 ? "at once" : `in about ${upTo(at, slowAt ?? at, span)}`;
  const only = dependsOn === null ? "" : `, if ${dependsOn} leads there`;
  return `${ASKED[what]}, ${when}${only}`;
}

function upTo(ms: number, slowMs: number, span: Span): string {
  const [usual, slow] = [span(ms), span(slowMs)];
  return slowMs <= ms || slow === usual ? usual : `${usual} (up to ${slow})`;
}
