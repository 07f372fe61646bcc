import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { Select, type SelectOption } from "#components/ui/fields/select.tsx";
import type { AttemptView } from "#contract/pipelines/pipelines.ts";
import styles from "./attempt-picker.module.css";

type Props = {
  id: number;
  vertex: string;
  attempt: number;
  newest: number;
  onAttempt: (number: number) => void;
};

/** A choice among the attempts of a track, the newest first. There is none to make while there is one attempt. */
export function AttemptPicker({ id, vertex, attempt, newest, onAttempt }: Props) {
  const options = useTRPC().pipelines.attempts.queryOptions({ id, vertex });
  const known = useQuery({ ...options, enabled: newest > 1 }).data;
  if (newest <= 1) return null;
  return (
    <Select
      label="Attempt"
      className={styles.picker ?? ""}
      options={attemptOptions(newest, known ?? [])}
      value={String(attempt)}
      onValueChange={(value) => onAttempt(Number(value))}
    />
  );
}

/** Every attempt from the newest on; how it ended is said once it is known. */
function attemptOptions(newest: number, known: readonly AttemptView[]): SelectOption[] {
  const views = new Map(known.map((view) => [view.number, view]));
  return Array.from({ length: newest }, (_, place) => {
    const number = newest - place;
    const view = views.get(number);
    const name = view?.kind === "undo" ? `Rollback attempt ${number}` : `Attempt ${number}`;
    const state = view?.state === "handed-back" ? "handed back" : view?.state;
    return { value: String(number), label: state === undefined ? name : `${name}, ${state}` };
  });
}
