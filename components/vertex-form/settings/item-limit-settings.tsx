import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useLastSetting } from "#components/draft/use-last-setting.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import styles from "../inspector.module.css";

type Props = {
  foreach: NonNullable<VertexSpec["foreach"]>;
  update: (change: { readonly [field: string]: FilePart | undefined }, field: string) => string | null;
};

/** After how many failures no more items start, and whether they start in batches. */
export function ItemLimitSettings({ foreach, update }: Props) {
  const { failFast, maxFailures, onFailFast = "wait", batch, pause } = foreach;
  const hasLimit = failFast === true || maxFailures !== undefined;
  // With what they belong to: one that a person takes back stays away.
  const lastEnd = useLastSetting(hasLimit ? { end: foreach.onFailFast } : undefined);
  const lastPause = useLastSetting(batch === undefined ? undefined : { pause });
  const most = useDraftText(String(failFast === true ? 0 : (maxFailures ?? "")), (text) =>
    update(
      {
        failFast: undefined,
        maxFailures: text.trim() === "" ? undefined : numberIn(text.trim()),
        onFailFast: text.trim() === "" ? undefined : lastEnd()?.end,
      },
      "failures of items",
    ),
  );
  const size = useDraftText(String(batch ?? ""), (text) =>
    update(
      text.trim() === ""
        ? { batch: undefined, pause: undefined }
        : { batch: numberIn(text), pause: durationOf(lastPause()?.pause) },
      "batch of items",
    ),
  );
  const between = useDraftText(durationOf(pause) ?? "", (text) =>
    update({ pause: text.trim() === "" ? undefined : text.trim() }, "pause between batches"),
  );
  return (
    <>
      <TextField
        label="Failures allowed"
        placeholder="Any number"
        isMono
        hint="When more items have failed, nothing new starts: 0, 2 or 10%."
        {...most}
      />
      {hasLimit && (
        <SelectField
          label="Then what runs"
          hint="Whether items that run already are ended, too."
          options={[
            { value: "wait", label: "Ends by itself" },
            { value: "stop", label: "Is stopped" },
          ]}
          value={onFailFast}
          onValueChange={(value) => void update({ onFailFast: value }, "end of running items")}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label="Batch size"
          placeholder="All"
          isMono
          hint="The next batch starts when all of it have ended."
          {...size}
        />
        {batch !== undefined && (
          <TextField label="Pause between" placeholder="None" isMono hint="30s, 5m" {...between} />
        )}
      </div>
    </>
  );
}

function durationOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : durationText(ms);
}
