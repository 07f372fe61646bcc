import { useQuery } from "@tanstack/react-query";
import { namedText, previewGroups } from "#client/preview-words.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { LongText } from "#components/ui/long-text.tsx";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import styles from "./bulk.module.css";
import { type BulkAct, type ChosenPipeline, whyNothing } from "./bulk-act.ts";

/** What became of one of them. */
export type Result = { readonly isDone: boolean; readonly text: string };

type Props = {
  act: BulkAct;
  chosen: readonly ChosenPipeline[];
  /** By the ids; null before anything was done. */
  results: ReadonlyMap<number, Result> | null;
};

/** A row for each pipeline: what would happen to it, and later what became of it. */
export function BulkRows({ act, chosen, results }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <ul className={styles.rows} tabIndex={0} aria-label={results === null ? "What will happen" : "Results"}>
      {chosen.map((each) => {
        const { id, name } = each.pipeline;
        const result = results?.get(id);
        return (
          <li key={id} data-failed={result?.isDone === false || undefined}>
            <span className={styles.name}>
              <bdi>{name}</bdi> #{id}
            </span>
            <span className={styles.quiet}>
              {result !== undefined ? (
                <LongText text={result.text} title={`${name} #${id}`} />
              ) : results === null ? (
                <Expected act={act} {...each} />
              ) : (
                "…"
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Expected({ act, pipeline, refused }: ChosenPipeline & { act: BulkAct }) {
  if (refused !== null) return refused;
  const nothing = whyNothing(act, pipeline);
  if (nothing !== null) return nothing;
  if (act === "retry") return <RetryPreview id={pipeline.id} />;
  if (act === "cancel") return <CancelPreview id={pipeline.id} />;
  return STATE_WORDS[pipeline.state];
}

function RetryPreview({ id }: { id: number }) {
  const asked = { id, act: "retry-failed" } as const;
  const { data, error } = useQuery({ ...useTRPC().pipelines.preview.queryOptions(asked), gcTime: 0 });
  if (data === undefined) return error === null ? "…" : shownProblem(error).title;
  const whyNone = data.refused ?? data.notListed;
  if (whyNone !== null) return whyNone;
  // A group about a child pipeline has its number in its text.
  const said = previewGroups(data).filter(({ isOfChild = false }, place) => place === 0 || isOfChild);
  if (said.length === 0) return "Nothing runs.";
  const text = said
    .map(
      ({ text, named, isOfChild }) => `${text}${isOfChild ? "" : ` (${named.count})`}: ${namedText(named)}`,
    )
    .join(". ");
  return <LongText text={text} title="What will happen" />;
}

function CancelPreview({ id }: { id: number }) {
  const { data, error } = useQuery({ ...useTRPC().pipelines.afterCancel.queryOptions({ id }), gcTime: 0 });
  if (data === undefined) return error === null ? "…" : shownProblem(error).title;
  const { running, willRun, mayRun } = data;
  const said = [
    ...(running.length > 0 ? [`Finishes first: ${running.join(", ")}`] : []),
    ...(willRun.length > 0 ? [`Still runs: ${willRun.join(", ")}`] : []),
    ...(mayRun.length > 0 ? [`Runs if it is reached: ${mayRun.join(", ")}`] : []),
  ];
  const text = said.length === 0 ? "Nothing runs any more after that." : said.join(". ");
  return <LongText text={text} title="After the cancel" />;
}
