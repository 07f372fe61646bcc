import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { kindOf } from "#engine/kinds/kinds.ts";
import { durationText } from "#engine/time/durations.ts";

const WAYS = [
  { value: "fail", label: "Fail" },
  { value: "skip", label: "Skip and continue" },
  { value: "retry", label: "Retry" },
];

/** How long a vertex may take, and what follows where it takes longer. */
export function TimeoutSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["kind", "timeout", "onTimeout"]);
  const kind = kindOf(spec);
  const usual = kind.carriedOutBy === "runner" ? kind.usualTimeoutMs : null;
  const placeholder = usual === null ? "None" : durationText(usual);
  const canRetry = kind.fields.includes("retry");
  const timeout = useDraftText(spec.timeout === undefined ? "" : durationText(spec.timeout), (text) =>
    update({ timeout: text.trim() === "" ? undefined : text.trim() }, "timeout"),
  );
  return (
    <>
      <TextField
        label="Time limit"
        placeholder={placeholder}
        isMono
        hint="It is ended when it takes longer: 10m, 1h30m, 90s"
        {...timeout}
      />
      {spec.timeout !== undefined && (
        <SelectField
          label="When it takes longer"
          hint="Skip what the rest can do without. Retry counts against its retries."
          options={canRetry ? WAYS : WAYS.filter(({ value }) => value !== "retry")}
          value={spec.onTimeout ?? "fail"}
          onValueChange={(value) => void update({ onTimeout: value })}
        />
      )}
    </>
  );
}
