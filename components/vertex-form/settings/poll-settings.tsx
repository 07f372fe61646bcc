import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex, withChange } from "#components/draft/use-vertex.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import styles from "../inspector.module.css";

const WAYS = [
  { value: "fail", label: "Fail" },
  { value: "skip", label: "Skip and continue" },
];

/** Whether a script asks for something over and over until it is so. */
export function PollSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["poll"]);
  const { poll } = spec;
  const updatePoll = (change: { readonly [field: string]: FilePart | undefined }, field: string) =>
    update(
      {
        poll: withChange(
          (vertexJson(spec)["poll"] ?? {}) as { readonly [key: string]: FilePart },
          change,
        ) as FilePart,
      },
      field,
    );
  const every = useDraftText(poll === undefined ? "" : durationText(poll.every), (text) =>
    updatePoll({ every: text.trim() }, "pause between polls"),
  );
  const timeout = useDraftText(poll?.timeout === undefined ? "" : durationText(poll.timeout), (text) =>
    updatePoll({ timeout: text.trim() === "" ? undefined : text.trim() }, "end of polls"),
  );
  return (
    <>
      <Checkbox
        label="Poll: run again until it succeeds"
        checked={poll !== undefined}
        onCheckedChange={(isChecked) => void update({ poll: isChecked ? { every: "30s" } : undefined })}
      />
      {poll !== undefined && (
        <div className={styles.pair}>
          <TextField label="Poll interval" isMono hint="30s. No runner is held between polls." {...every} />
          <TextField label="Poll timeout" placeholder="None" isMono hint="2h, 1d" {...timeout} />
        </div>
      )}
      {poll?.timeout !== undefined && (
        <SelectField
          label="On poll timeout"
          hint="Skip what the rest can do without."
          options={WAYS}
          value={poll.onTimeout ?? "fail"}
          onValueChange={(value) =>
            void updatePoll({ onTimeout: value === "fail" ? undefined : value }, "end of polls by timeout")
          }
        />
      )}
    </>
  );
}
