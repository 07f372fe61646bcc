import { TextField } from "#components/ui/fields/text-field.tsx";
import { MAX_PRIORITY } from "#engine/shape/fields/fields.ts";

type Props = {
  text: string;
  /** Whether a text that is no priority is said to be wrong: not before somebody tried to use it. */
  isEager: boolean;
  onText: (text: string) => void;
};

/** The priority of a pipeline, as it is typed: see `priorityIn`. */
export function PriorityField({ text, isEager, onText }: Props) {
  const isWrong = isEager && priorityIn(text) === null;
  return (
    <TextField
      label="Priority"
      hint="Added to the priority of each vertex, for example -30. Usually 0."
      isMono
      isRequired
      value={text}
      error={isWrong ? `Enter a whole number from -${MAX_PRIORITY} to ${MAX_PRIORITY}.` : null}
      onChange={({ target }) => onText(target.value)}
    />
  );
}

/** The priority that a text means; null where it means none. */
export function priorityIn(text: string): number | null {
  const trimmed = text.trim();
  const number = /^[+-]?\d{1,4}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Math.abs(number) <= MAX_PRIORITY ? number : null;
}
