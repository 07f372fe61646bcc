import { useMemo } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { ExpressionPlace } from "#engine/check/readable/expression-place.ts";
import styles from "./expressions.module.css";
import { useLastRun } from "./last-run.tsx";
import { lastValue } from "./last-value.ts";

/** What an expression gives with the values of the newest pipeline of the graph; nothing where there is none. */
export function LastValueLine({ place, text }: { place: ExpressionPlace; text: string }) {
  const store = useDraftStore();
  const { run } = useLastRun();
  const key = JSON.stringify(place);
  const last = useMemo(() => {
    const { content } = store.getState().draft.file;
    return run === null ? null : lastValue(content, JSON.parse(key) as ExpressionPlace, text, run);
  }, [store, run, key, text]);
  if (last === null || run === null) return null;
  return (
    <p className={styles.last}>
      {"value" in last ? (
        <code>
          = <bdi>{last.value}</bdi>
        </code>
      ) : (
        <span>
          No value: <bdi>{last.problem}</bdi>
        </span>
      )}{" "}
      <span className={styles.source}>in pipeline #{run.pipeline.id}</span>
    </p>
  );
}
