import { FormNote } from "#components/page-form/form-section.tsx";
import { NextTimes } from "../shown/next-times.tsx";
import styles from "./schedule-form.module.css";
import type { Preview } from "./use-preview.ts";

/** What the times come to, as they are typed: the rule as a sentence, and when it would be due. */
export function PreviewPanel({
  preview: { answer, isCurrent, problem },
  zone,
}: {
  preview: Preview;
  zone: string;
}) {
  return (
    <section
      className={styles.preview}
      aria-label="Preview"
      aria-live="polite"
      data-stale={!isCurrent || undefined}
    >
      <h2>Preview</h2>
      {answer === undefined ? (
        <FormNote>
          {problem?.problems[0]?.text ?? problem?.title ?? "Its next five times are shown here."}
        </FormNote>
      ) : (
        <>
          <p className={styles.rule}>
            <bdi>{answer.ruleText}</bdi>
          </p>
          {!isCurrent && (
            <FormNote>
              {problem === null ? "As it was before the last change." : "As it was before the mistake."}
            </FormNote>
          )}
          <NextTimes preview={answer} zone={zone} />
        </>
      )}
    </section>
  );
}
