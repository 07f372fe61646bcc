"use client";

import "uplot/dist/uPlot.min.css";
import { useEffect, useId, useRef, useState } from "react";
import { useWidth } from "#components/ui/use-width.ts";
import type { ChartContent } from "./chart-content.ts";
import { stepWords } from "./chart-content.ts";
import { ChartTable } from "./chart-table.tsx";
import { type Drawn, drawChart } from "./draw-chart.ts";
import styles from "./statistics.module.css";
import { useThemeCount } from "./use-theme-count.ts";

type Props = {
  title: string;
  detail: string;
  /** The same object as long as nothing has changed. */
  content: ChartContent;
};

/** A chart with its legend, and behind it a table of its numbers: for keys, for screen readers, and for whoever counts. */
export function Chart({ title, detail, content }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const theme = useThemeCount();
  const [point, setPoint] = useState<number | null>(null);
  const [isBroken, setBroken] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme gives the colours that are drawn
  useEffect(() => {
    let drawn: Drawn | null = null;
    let isOver = false;
    if (width > 0)
      import("uplot").then(
        ({ default: UPlot }) => {
          if (box.current !== null && !isOver)
            drawn = drawChart(UPlot, box.current, content, width, setPoint);
        },
        () => setBroken(true),
      );
    return () => {
      isOver = true;
      drawn?.destroy();
    };
  }, [content, width, theme]);
  return (
    <section className={styles.chart} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <p className={styles.quiet}>{detail}</p>
      </header>
      <ul className={styles.legend} aria-label={`Legend of ${title}`}>
        {content.series.map(({ label, tone, isDashed, values }) => {
          const value = point === null ? null : values[point];
          return (
            <li key={label}>
              <span className={styles.swatch} data-tone={tone} data-dashed={isDashed} aria-hidden />
              {label}
              {value !== null && value !== undefined && <strong>{content.text(value)}</strong>}
            </li>
          );
        })}
        <li className={styles.quiet} aria-hidden>
          {point === null ? "" : stepWords(content.times[point] ?? 0, content.step)}
        </li>
      </ul>
      {isBroken && <p className={styles.quiet}>The chart could not be loaded. Its numbers are below.</p>}
      <div
        ref={box}
        className={styles.drawing}
        role="img"
        aria-label={`Chart: ${title}. Its numbers are in the table below.`}
      />
      <ChartTable title={title} content={content} />
    </section>
  );
}
