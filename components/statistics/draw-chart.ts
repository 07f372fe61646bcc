import type uPlot from "uplot";
import type { ChartContent } from "./chart-content.ts";

const HEIGHT_PX = 200;
const DAY_S = 86_400;
/** A day has one word. */
const DAY_STEPS = [1, 2, 3, 5, 7, 10, 15].map((days) => days * DAY_S);
const WHOLE_STEPS = [1, 10, 100, 1_000, 10_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]);
const BAR_SHARE = 0.75;
const MAX_BAR_PX = 40;
/** What the numbers beside the drawing need: a letter, and the space around them. */
const LETTER_PX = 6;
const AROUND_PX = 22;

export type Drawn = { readonly destroy: () => void };

/**
 * Draws a chart into an element, in the colours that the element has now.
 *
 * @param onPoint told which step somebody points at; null: none.
 */
export function drawChart(
  UPlot: typeof uPlot,
  box: HTMLElement,
  content: ChartContent,
  width: number,
  onPoint: (place: number | null) => void,
): Drawn {
  const { kind, times, step, series, text, isCount } = content;
  const stepS = step / 1_000;
  const isDays = stepS >= DAY_S;
  const middles = times.map((at) => at / 1_000 + stepS / 2);
  const first = (times[0] ?? 0) / 1_000;
  const ink = colourOf(box, "--ink-2");
  const line = { stroke: colourOf(box, "--line"), width: 1 };
  const font = `11px ${getComputedStyle(box).fontFamily}`;
  const axis = { stroke: ink, font, ticks: line };
  const isStack = kind === "stack";
  const shown = isStack ? stacked(series) : series;
  const chart = new UPlot(
    {
      width,
      height: HEIGHT_PX,
      legend: { show: false },
      cursor: { y: false, points: { show: !isStack }, drag: { x: false, y: false } },
      ...(isDays && { tzDate: (at: number) => UPlot.tzDate(new Date(at * 1_000), "Etc/UTC") }),
      scales: {
        x: { time: true, range: [first, first + times.length * stepS] },
        // From 0 on, and never without a height.
        y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.08)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          ...(isDays && { incrs: DAY_STEPS }),
          space: 64,
          values: (_chart, splits) => splits.map(axisWords),
        },
        {
          ...axis,
          grid: line,
          ...(isCount && { incrs: WHOLE_STEPS }),
          size: sideWidth,
          values: (_chart, splits) => numbersOnce(splits.map(text)),
        },
      ],
      series: [
        {},
        ...shown.map(({ label, tone, isDashed }) => {
          const colour = colourOf(box, `--${tone}-fg`);
          return isStack
            ? {
                label,
                width: 0,
                fill: colour,
                points: { show: false },
                paths: UPlot.paths.bars?.({ size: [BAR_SHARE, MAX_BAR_PX] }) as uPlot.Series.PathBuilder,
              }
            : {
                label,
                width: 1.5,
                stroke: colour,
                // A value between two gaps is a point.
                points: {
                  ...{ show: true, size: 4, width: 0, fill: colour },
                  filter: ({ data }: uPlot, place: number) => loneValues(data[place] ?? []),
                },
                ...(isDashed && { dash: [4, 4] }),
              };
        }),
      ],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
    },
    [middles, ...shown.map(({ values }) => [...values])],
    box,
  );
  return chart;

  function axisWords(at: number): string {
    const date = new Date(at * 1_000);
    const isMidnight = isDays || (date.getHours() === 0 && date.getMinutes() === 0);
    if (!isMidnight) return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const zone = isDays ? { timeZone: "UTC" } : {};
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...zone });
  }
}

/** Each series with all before it below it. The highest is first: what is drawn later covers it. */
function stacked(series: ChartContent["series"]): ChartContent["series"] {
  let below: readonly number[] = [];
  return series
    .map((each) => {
      below = each.values.map((value, place) => (below[place] ?? 0) + (value ?? 0));
      return { ...each, values: below };
    })
    .reverse();
}

/** The places of values that stand between two gaps. */
function loneValues(values: ArrayLike<number | null | undefined>): number[] {
  return Array.from(values, (value, place) =>
    value != null && values[place - 1] == null && values[place + 1] == null ? place : -1,
  ).filter((place) => place >= 0);
}

/** How wide the numbers beside the drawing are; nothing before they are known. */
function sideWidth(_chart: uPlot, words: readonly string[] | null): number {
  return AROUND_PX + LETTER_PX * Math.max(2, ...(words ?? []).map(({ length }) => length));
}

/** Small numbers have fewer words than steps: the same word stands once. */
function numbersOnce(words: readonly string[]): string[] {
  return words.map((word, place) => (words.indexOf(word) === place ? word : ""));
}

/** A colour of the theme as a canvas takes it. */
function colourOf(box: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
