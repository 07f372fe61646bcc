import { useDraftText } from "#components/draft/use-draft-text.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { durationText } from "#engine/time/durations.ts";

type Props = { tail: string; after: number; onUpdate: (text: string) => string | null };

/** After which time an edge starts its head, counted from the begin of its tail. */
export function TimerField({ tail, after, onUpdate }: Props) {
  const field = useDraftText(durationText(after), (text) => onUpdate(text.trim()));
  return <TextField label="After" isMono hint={`Since ${tail} began: 30m, 1h30m, 90s`} {...field} />;
}
