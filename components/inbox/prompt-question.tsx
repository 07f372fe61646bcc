import Link from "next/link";
import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PromptView } from "#contract/prompts.ts";
import styles from "./prompt.module.css";
import { PromptForm } from "./prompt-form.tsx";

type Props = {
  prompt: PromptView;
  onAnswered: (prompt: PromptView) => void;
  /** Shown once nobody can answer any more. */
  afterwards: ReactNode;
};

/** One question with its form and the evidence: what ran before, what the values are for, what comes next. */
export function PromptQuestion({ prompt, onAnswered, afterwards }: Props) {
  const { id, vertex, description, pipeline, graph, revision, script, before, after, openedAt } = prompt;
  return (
    <article className={styles.question} aria-label={`Question of ${vertex}`}>
      <header className={styles.head}>
        <h2>{vertex}</h2>
        <p className={styles.quiet}>
          <Link href={`/pipelines/${pipeline.id}?track=${encodeURIComponent(vertex)}`}>
            <bdi>{pipeline.name}</bdi> #{pipeline.id}
          </Link>
          , {graph}@{revision}, asked <RelativeTime at={openedAt} />
        </p>
        {description !== null && (
          <p>
            <LongText text={description} title={`Description of ${vertex}`} />
          </p>
        )}
      </header>
      <PromptForm key={id} prompt={prompt} onAnswered={onAnswered} afterwards={afterwards} />
      <section className={styles.evidence} aria-label="Evidence">
        <h3>Context</h3>
        <p className={styles.quiet}>
          {before.length === 0 ? "Depends on nothing." : `Depends on: ${before.join(", ")}.`}{" "}
          {after.length === 0 ? "Nothing depends on it." : `Waiting for it: ${after.join(", ")}.`}
        </p>
        {script !== null && <CodeBlock label={`script of ${vertex}`} text={script} />}
      </section>
    </article>
  );
}
