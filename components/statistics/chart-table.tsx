import { useState } from "react";
import { type ChartContent, stepWords } from "./chart-content.ts";
import styles from "./statistics.module.css";

const DAY_MS = 86_400_000;

/** The numbers of a chart, the newest first. They are made once somebody opens them. */
export function ChartTable({ title, content }: { title: string; content: ChartContent }) {
  const [isOpen, setOpen] = useState(false);
  const { times, step, series, text } = content;
  return (
    <details className={styles.numbers} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Numbers</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        <section className={styles.scroll} aria-label={`Numbers of ${title}`} tabIndex={0}>
          <table aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{step >= DAY_MS ? "Day (UTC)" : "From"}</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times
                .map((at, place) => (
                  <tr key={at}>
                    <th scope="row">{stepWords(at, step)}</th>
                    {series.map(({ label, values }) => {
                      const value = values[place];
                      return <td key={label}>{value === null || value === undefined ? "–" : text(value)}</td>;
                    })}
                  </tr>
                ))
                .reverse()}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
