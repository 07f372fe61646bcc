import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { Select, type SelectOption } from "#components/ui/fields/select.tsx";
import { ATTEMPTS_A_PAGE, type AttemptSummary } from "#contract/pipelines/attempts.ts";
import styles from "./attempt-picker.module.css";

type Props = {
  id: number;
  vertex: string;
  attempt: number;
  newest: number;
  onAttempt: (number: number) => void;
};

/**
 * A choice among the newest attempts of a track and the one that is shown, the newest first. There is none to make while
 * there is one attempt.
 */
export function AttemptPicker({ id, vertex, attempt, newest, onAttempt }: Props) {
  const options = useTRPC().pipelines.attempts.queryOptions({ id, vertex });
  const known = useQuery({ ...options, enabled: newest > 1 }).data;
  if (newest <= 1) return null;
  return (
    <Select
      label="Attempt"
      className={styles.picker ?? ""}
      options={attemptOptions(newest, attempt, known ?? [])}
      value={String(attempt)}
      onValueChange={(value) => onAttempt(Number(value))}
    />
  );
}

/** How each ended is said once it is known. */
function attemptOptions(newest: number, shown: number, known: readonly AttemptSummary[]): SelectOption[] {
  const views = new Map(known.map((view) => [view.number, view]));
  const numbers = Array.from({ length: Math.min(newest, ATTEMPTS_A_PAGE) }, (_, place) => newest - place);
  if (!numbers.includes(shown)) numbers.push(shown);
  return numbers.map((number) => {
    const view = views.get(number);
    const name = view?.kind === "undo" ? `Rollback attempt ${number}` : `Attempt ${number}`;
    const state = view?.state === "handed-back" ? "handed back" : view?.state;
    return { value: String(number), label: state === undefined ? name : `${name}, ${state}` };
  });
}
