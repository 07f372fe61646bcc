import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useLastSetting } from "#components/draft/use-last-setting.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import { ExpressionField } from "../expressions/expression-field.tsx";
import styles from "../inspector.module.css";

/** What a failure of the vertex means for the pipeline. */
export function OnFailureField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["onFailure"]);
  return (
    <SelectField
      label="On failure"
      hint="Continue where what follows does not need it, such as a notice that was not sent."
      options={[
        { value: "fail", label: "Fail" },
        { value: "ignore", label: "Continue as if it succeeded" },
      ]}
      value={spec.onFailure ?? "fail"}
      onValueChange={(value) => void update({ onFailure: value })}
    />
  );
}

/** What happens when nobody knows how far it got. */
export function OnLostField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["onLost"]);
  return (
    <SelectField
      label="When its runner is lost"
      hint="Retry only what may run twice, such as a download."
      options={[
        { value: "ask", label: "Ask a person" },
        { value: "fail", label: "Fail" },
        { value: "retry", label: "Retry" },
      ]}
      value={spec.onLost ?? "ask"}
      onValueChange={(value) => void update({ onLost: value })}
    />
  );
}

/** How often it is tried again by itself after a failure, when, and with what. */
export function RetrySettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["kind", "retry"]);
  const hasExitCodes = (spec.kind ?? "script") === "script";
  const retry = spec.retry;
  const lastRetry = useLastSetting(retry);
  const updateRetry = (change: { readonly [field: string]: FilePart | undefined }, field: string) =>
    update({ retry: retryJson(lastRetry(), change) }, field);
  const max = useDraftText(String(retry?.max ?? 0), (text) =>
    text.trim() === ""
      ? "Enter a number; 0 is none."
      : updateRetry({ max: numberIn(text), each: undefined }, "retries"),
  );
  const each = useDraftText(retry?.each ?? "", (text) =>
    updateRetry(
      text.trim() === "" ? { each: undefined, max: 1 } : { each: text.trim(), max: undefined },
      "list of retries",
    ),
  );
  const delay = useDraftText(retry?.delay === undefined ? "" : durationText(retry.delay), (text) =>
    updateRetry({ delay: text.trim() === "" ? undefined : text.trim() }, "delay"),
  );
  const factor = useDraftText(String(retry?.factor ?? 1), (text) =>
    updateRetry({ factor: numberIn(text) }, "factor"),
  );
  const onExit = useDraftText((retry?.onExit ?? []).join(", "), (text) =>
    updateRetry(
      {
        onExit: text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(numberIn),
      },
      "exit codes",
    ),
  );
  return (
    <>
      {retry?.each === undefined && (
        <TextField
          label="Automatic retries"
          isMono
          inputMode="numeric"
          hint="How often it is tried again by itself: 3"
          {...max}
        />
      )}
      {retry !== undefined && (
        <>
          <ExpressionField
            label="Retry with"
            placeholder="The same inputs"
            hint="A list, one entry an attempt: params.mirrors. Inputs read it as item."
            place={{ at: "vertex", vertex: name, field: "retry" }}
            wanted="list"
            {...each}
          />
          <div className={styles.pair}>
            <TextField label="Delay" placeholder="None" isMono hint="5s, 1m" {...delay} />
            <TextField
              label="Factor"
              isMono
              inputMode="decimal"
              hint="Multiplies each further delay: 2"
              {...factor}
            />
          </div>
          {hasExitCodes && (
            <TextField
              label="Retry on exit codes"
              placeholder="Any failure"
              isMono
              hint="Other failures are not retried: 7, 28"
              {...onExit}
            />
          )}
          <Checkbox
            label="Jitter: each delay is between half and all of it"
            checked={retry.jitter === true}
            onCheckedChange={(isChecked) => void updateRetry({ jitter: isChecked || undefined }, "jitter")}
          />
        </>
      )}
    </>
  );
}

/** The retries of a vertex, as in a graph file, with some fields changed; undefined where none are left. */
export function retryJson(
  retry: VertexSpec["retry"],
  change: { readonly [field: string]: FilePart | undefined },
): FilePart {
  const { delay, ...rest }: NonNullable<VertexSpec["retry"]> = retry ?? { max: 0 };
  const now = { ...rest, ...(delay !== undefined && { delay: durationText(delay) }), ...change };
  return Object.fromEntries(
    Object.entries(now).flatMap(([key, value]) => (value === undefined ? [] : [[key, value as FilePart]])),
  );
}
