import { PipelineState } from "#components/pipelines/pipeline-state.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import styles from "./compare.module.css";

/** One of the two pipelines: what it was, and how it ended. */
export function PipelineHead({ pipeline }: { pipeline: PipelineSummary }) {
  const { id, name, graph, revision, launchedAt, launchedBy, finishedAt, reason } = pipeline;
  return (
    <section className={styles.head} aria-label={`Pipeline #${id}`}>
      <h2>
        <Link href={`/pipelines/${id}`}>
          <bdi>{name}</bdi> #{id}
        </Link>
      </h2>
      <PipelineState pipeline={pipeline} />
      <p className={styles.quiet}>
        <bdi>{graph}</bdi>@{revision} launched <RelativeTime at={launchedAt} /> by <bdi>{launchedBy}</bdi>,{" "}
        {finishedAt === null ? "running for" : "took"} <Duration from={launchedAt} to={finishedAt} />
      </p>
      {reason !== null && (
        <p className={styles.quiet}>
          <LongText text={reason} title={`Reason of #${id}`} />
        </p>
      )}
    </section>
  );
}
