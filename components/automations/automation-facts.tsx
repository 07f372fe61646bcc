import { LabelList } from "#components/pipelines/label-list.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { ChangedFact, Fact } from "#components/ui/facts/facts.tsx";

/** What a schedule or a trigger launches. */
export function GraphFact({ graph, revision }: { graph: string; revision: number | null }) {
  return (
    <Fact name="Graph">
      <Link href={`/graphs/${encodeURIComponent(graph)}`}>
        <bdi>{graph}</bdi>
      </Link>
      {revision === null ? ", the latest sealed revision" : `, revision ${revision}`}
    </Fact>
  );
}

type Props = {
  of: {
    readonly pipelineName: string | null;
    readonly priority: number;
    readonly labels: Readonly<Record<string, string>>;
    readonly changedAt: Date;
    readonly changedBy: string;
  };
};

/** How its pipelines are called and queued, and who changed it last. */
export function LastFacts({ of: { pipelineName, priority, labels, changedAt, changedBy } }: Props) {
  return (
    <>
      {pipelineName !== null && (
        <Fact name="Name of its pipelines">
          <bdi>{pipelineName}</bdi>
        </Fact>
      )}
      {priority !== 0 && <Fact name="Priority">{priority}</Fact>}
      {Object.keys(labels).length > 0 && (
        <Fact name="Labels of its pipelines">
          <LabelList labels={labels} />
        </Fact>
      )}
      <ChangedFact at={changedAt} by={changedBy} />
    </>
  );
}
