import type { ReactNode } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import type { ShownProblem } from "#components/api/shown-problem.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./page-form.module.css";

type Props = {
  /** The name of the form, for whoever cannot see its title. */
  label: string;
  /** The words of the button that saves. */
  act: string;
  form: {
    readonly isNew: boolean;
    readonly isKept: boolean;
    readonly isTried: boolean;
    readonly problemCount: number;
    readonly refusal: ShownProblem | null;
    readonly save: {
      readonly error: Parameters<typeof ProblemCallout>[0]["error"] | null;
      readonly isPending: boolean;
      readonly isSuccess: boolean;
    };
    readonly submit: () => void;
    readonly discard: () => void;
  };
  /** Why nothing can be saved although no field is wrong; null where it can. */
  missing?: string | null;
  /** Shown where somebody else saved in between. */
  changed: (title: string) => ReactNode;
  onCancel: () => void;
  children: ReactNode;
};

/** A form that is a page of its own: its sections, why it was refused, and a line of buttons that stays in view. */
export function PageForm({ label, act, form, missing = null, changed, onCancel, children }: Props) {
  const { save, refusal, isNew, isKept, isTried, problemCount } = form;
  const isConflict = refusal?.code === "conflict" && !isNew;
  return (
    <Form className={styles.form} aria-label={label} noValidate onSubmit={form.submit}>
      {isKept && (
        <Callout
          title="What you typed before you left is still here. It is not saved yet."
          actions={
            <Button size="small" onClick={form.discard}>
              Discard it
            </Button>
          }
        />
      )}
      {children}
      {refusal !== null && (isConflict ? changed(refusal.title) : <ProblemCallout error={save.error} />)}
      <div className={styles.actions}>
        <span className={styles.status} role="status">
          {isTried && !save.isPending && (problemText(problemCount) ?? missing)}
        </span>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" isBusy={save.isPending || save.isSuccess}>
          {act}
        </Button>
      </div>
    </Form>
  );
}

function problemText(count: number): string | null {
  if (count === 0) return null;
  return count === 1
    ? "Not saved: one field has to be corrected."
    : `Not saved: ${count} fields have to be corrected.`;
}
