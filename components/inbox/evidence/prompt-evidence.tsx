import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { EvidenceBefore, EvidenceNext, LastApproved } from "#contract/prompts/inbox.ts";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { LogLines } from "#engine/log/log-lines.ts";
import styles from "./evidence.module.css";
import { NamedValues } from "./shown-values.tsx";

/** What whoever answers should have seen: what ran right before, what runs next, and what differs from the last approved run. */
export function Evidence({ prompt }: { prompt: PromptView }) {
  const evidence = useQuery(useTRPC().prompts.evidence.queryOptions({ id: prompt.id }));
  return (
    <section className={styles.evidence} aria-label="Evidence">
      <QueryBody query={evidence} skeleton={<SkeletonLines count={5} label="Loading the evidence" />}>
        {({ before, beforeCount, next, nextCount, lastApproved }) => (
          <>
            <h3>Ran before</h3>
            {before.length === 0 && <p className={styles.quiet}>It depends on nothing.</p>}
            {before.map((each) => (
              <Before key={each.vertex} before={each} pipelineId={prompt.pipeline.id} />
            ))}
            <More count={beforeCount - before.length} />
            <h3>{hasStopped(prompt) ? "Was to run next" : "Runs next"}</h3>
            {next.length === 0 && <p className={styles.quiet}>Nothing depends on it.</p>}
            {next.map((each) => (
              <Next key={each.vertex} next={each} />
            ))}
            <More count={nextCount - next.length} />
            {prompt.approval !== null && <Since prompt={prompt} last={lastApproved} />}
          </>
        )}
      </QueryBody>
    </section>
  );
}

/** What comes next does not run because of this prompt: nobody answered, or somebody rejected. */
function hasStopped({ state, values }: PromptView): boolean {
  return state === "withdrawn" || values?.["verdict"] === "reject";
}

function More({ count }: { count: number }) {
  return count > 0 ? <p className={styles.quiet}>{count} more are on the page of the pipeline.</p> : null;
}

function Before({ before, pipelineId }: { before: EvidenceBefore; pipelineId: number }) {
  const { vertex, state, reason, outputs, logEnd } = before;
  const address = `/pipelines/${pipelineId}?track=${encodeURIComponent(vertex)}`;
  const log = useMemo(() => {
    const lines = new LogLines();
    lines.append([{ seq: 1, stream: "merged", text: logEnd, at: new Date(0) }]);
    return lines.lines.map(({ text }) => text).join("\n");
  }, [logEnd]);
  return (
    <div className={styles.part}>
      <p className={styles.head}>
        <Link href={address}>
          <bdi>{vertex}</bdi>
        </Link>{" "}
        <StateBadge state={state} />
        {log !== "" && <Link href={`${address}&tab=log`}>Whole log</Link>}
      </p>
      {reason !== null && (
        <p className={styles.quiet}>
          <LongText text={reason} title={`Reason of ${vertex}`} />
        </p>
      )}
      <NamedValues label={`Outputs of ${vertex}`} values={Object.entries(outputs ?? {})} />
      {log !== "" && <CodeBlock label={`end of the log of ${vertex}`} text={log} isWrapped />}
    </div>
  );
}

function Next({ next: { vertex, spec, when } }: { next: EvidenceNext }) {
  const view = kindViewOf(spec);
  const texts = view.texts(spec);
  return (
    <div className={styles.part}>
      <p className={styles.head}>
        <strong>
          <bdi>{vertex}</bdi>
        </strong>{" "}
        <span className={styles.quiet}>{view.label}</span>
        {when !== null && (
          <code>
            <bdi>{when}</bdi>
          </code>
        )}
      </p>
      {texts.map(({ label, text }) => (
        <CodeBlock key={label} label={`${label} of ${vertex}`} text={text} />
      ))}
      {texts.length === 0 && <p className={styles.quiet}>{view.cardLine(spec) ?? view.emptyCardLine}</p>}
    </div>
  );
}

/** Digests differ in their first characters as well as in all of them. */
const SHORT_DIGEST = "sha256:".length + 12;

function Since({ prompt, last }: { prompt: PromptView; last: LastApproved | null }) {
  const { graph, revision, digest } = prompt;
  return (
    <>
      <h3>Since the last approved run</h3>
      <p className={styles.quiet}>
        An approval is for <bdi>{graph}</bdi>@{revision} with the digest{" "}
        <code title={digest}>{digest.slice(0, SHORT_DIGEST)}</code>, and for no other content.
      </p>
      {last === null ? (
        <p>Nobody has approved this vertex before.</p>
      ) : (
        <>
          <p>
            <bdi>{last.by}</bdi> approved <bdi>{graph}</bdi>@{last.revision} <RelativeTime at={last.at} /> in{" "}
            <Link href={`/pipelines/${last.pipelineId}`}>#{last.pipelineId}</Link>.{" "}
            {last.diff.isSame && "Nothing has changed since then."}
          </p>
          {!last.diff.isSame && (
            <ContentDiffView
              diff={last.diff}
              before={`${graph}@${last.revision}`}
              after={`${graph}@${revision}`}
            />
          )}
        </>
      )}
    </>
  );
}
