import { Link } from "#components/ui/buttons/link.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import type { GraphHistory, HistoryCell, HistoryRun } from "#contract/pipelines/graph-history.ts";
import styles from "./history.module.css";
import { barHeights, durationOf } from "./history-facts.ts";

const BAR_PX = 56;

/** A column for each run, with its duration as a bar, and a row for each vertex. What failed, or succeeded late, is a link. */
export function HistoryGrid({ history: { runs, vertices } }: { history: GraphHistory }) {
  const heights = barHeights(runs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard
    <section ref={showNewest} className={styles.frame} aria-label="Runs and tracks" tabIndex={0}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">Vertex</th>
            <th scope="col" className={styles.number}>
              Failed
            </th>
            <th scope="col" className={styles.number}>
              Flaky
            </th>
            {runs.map((run, place) => (
              <th key={run.id} scope="col" className={styles.run}>
                <Link href={`/pipelines/${run.id}`} title={runWords(run)} className={styles.bar}>
                  <span
                    aria-hidden
                    data-tone={STATE_LOOKS[run.state].tone}
                    style={{ height: Math.max(4, Math.round((heights[place] ?? 0) * BAR_PX)) }}
                  />
                  <span className="visually-hidden">{runWords(run)}</span>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {vertices.map(({ name, failed, flaky, cells }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                <bdi>{name}</bdi>
              </th>
              <td className={styles.number} data-tone={failed > 0 ? "bad" : undefined}>
                {failed}
              </td>
              <td className={styles.number} data-tone={flaky > 0 ? "warn" : undefined}>
                {flaky}
              </td>
              {runs.map((run, place) => (
                <td key={run.id} className={styles.cell}>
                  <Cell run={run} vertex={name} cell={cells[place] ?? null} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where there is not room for all runs, the newest are seen first. */
function showNewest(frame: HTMLElement | null): void {
  if (frame !== null) frame.scrollLeft = frame.scrollWidth;
}

function Cell({ run, vertex, cell }: { run: HistoryRun; vertex: string; cell: HistoryCell | null }) {
  if (cell === null) return <span className="visually-hidden">not in this revision</span>;
  const { tone, icon: Icon } = STATE_LOOKS[cell.state];
  const words = cellWords(cell);
  const isOdd = tone === "bad" || tone === "odd" || cell.isFlaky;
  if (!isOdd)
    return (
      <span className={styles.mark} data-tone={tone} title={words}>
        <span className="visually-hidden">{words}</span>
      </span>
    );
  return (
    <Link
      href={`/pipelines/${run.id}?track=${encodeURIComponent(vertex)}`}
      className={styles.mark}
      data-tone={cell.isFlaky ? "warn" : tone}
      title={words}
      aria-label={`${vertex} in #${run.id}: ${words}`}
    >
      {cell.isFlaky ? cell.attempts : <Icon aria-hidden />}
    </Link>
  );
}

function runWords(run: HistoryRun): string {
  const took = durationOf(run);
  const time = took === null ? "" : ` after ${durationWords(took)}`;
  return `#${run.id}, revision ${run.revision}: ${STATE_LOOKS[run.state].text}${time}`;
}

function cellWords({ state, attempts, startedAt, finishedAt }: HistoryCell): string {
  const took =
    startedAt === null || finishedAt === null
      ? ""
      : ` after ${durationWords(finishedAt.getTime() - startedAt.getTime())}`;
  return `${STATE_LOOKS[state].text}${took}${attempts > 1 ? `, attempt ${attempts}` : ""}`;
}
