import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import { CallbackSettings } from "./callback-settings.tsx";

const WAYS = [
  { value: "for", label: "For a time" },
  { value: "until", label: "Until a time" },
  { value: "callback", label: "Until it is called from outside" },
];

/** The first value of each way. */
const BEGINNINGS: Readonly<Record<string, FilePart>> = {
  for: { for: "10m" },
  until: { until: "02:00" },
  callback: { callback: "once" },
};
/** Fields that only a wait with a callback may have. */
const NO_CALLBACK = { outputs: undefined, timeout: undefined, onTimeout: undefined };

/** The form of a wait: for a time, until a time, or until a call. */
export function WaitInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["wait"]);
  const wait = spec.wait ?? {};
  const way = wait.callback !== undefined ? "callback" : wait.until === undefined ? "for" : "until";
  const updateWait = (json: { readonly [field: string]: FilePart }, field?: string) =>
    update({ wait: json }, field);
  const lasts = useDraftText(wait.for === undefined ? "" : durationText(wait.for), (text) =>
    updateWait(text.trim() === "" ? {} : { for: text.trim() }, "time"),
  );
  const zoneJson: { readonly [field: string]: FilePart } = wait.zone === undefined ? {} : { zone: wait.zone };
  const until = useDraftText(wait.until ?? "", (text) =>
    updateWait({ until: text.trim(), ...zoneJson }, "moment"),
  );
  const zone = useDraftText(wait.zone ?? "", (text) =>
    updateWait({ until: wait.until ?? "", ...(text.trim() !== "" && { zone: text.trim() }) }, "zone"),
  );
  return (
    <div className={styles.parts}>
      <SelectField
        label="Wait"
        hint="No runner is held while it waits."
        options={WAYS}
        value={way}
        onValueChange={(value) => void update({ wait: BEGINNINGS[value], ...NO_CALLBACK })}
      />
      {way === "callback" ? (
        <CallbackSettings name={name} />
      ) : way === "for" ? (
        <TextField
          label="Duration"
          placeholder="10m"
          isMono
          hint="From when it becomes ready: 90s, 10m, 1h30m"
          {...lasts}
        />
      ) : (
        <div className={styles.pair}>
          <TextField label="Until" isMono hint="The next 02:00, or 2026-12-24T18:00" {...until} />
          <TextField
            label="Time zone"
            placeholder="UTC"
            isMono
            hint="Of that time: Europe/Berlin"
            {...zone}
          />
        </div>
      )}
    </div>
  );
}
