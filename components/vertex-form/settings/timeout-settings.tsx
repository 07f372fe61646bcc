import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { durationText } from "#engine/time/durations.ts";

const WAYS = [
  { value: "fail", label: "Fail" },
  { value: "skip", label: "Skip and continue" },
  { value: "retry", label: "Retry" },
];

type Props = {
  name: string;
  /** What holds where nothing is said. */
  placeholder?: string;
  canRetry?: boolean;
};

/** How long a vertex may take, and what follows where it takes longer. */
export function TimeoutSettings({ name, placeholder = "None", canRetry = true }: Props) {
  const { spec, update } = useVertex(name);
  const timeout = useDraftText(spec.timeout === undefined ? "" : durationText(spec.timeout), (text) =>
    update({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout"),
  );
  return (
    <>
      <TextField label="Timeout" placeholder={placeholder} isMono hint="10m, 1h30m, 90s" {...timeout} />
      {spec.timeout !== undefined && (
        <SelectField
          label="On timeout"
          options={canRetry ? WAYS : WAYS.filter(({ value }) => value !== "retry")}
          value={spec.onTimeout ?? "fail"}
          onValueChange={(value) => void update({ onTimeout: value })}
        />
      )}
    </>
  );
}
