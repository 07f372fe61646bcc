import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useLastSetting } from "#components/draft/use-last-setting.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import { ExpressionField } from "../expressions/expression-field.tsx";
import styles from "../inspector.module.css";

const FIRST_MAX = 10;

/** Whether it is executed again after it succeeded, until when, and how often at the most. */
export function RepeatSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["repeat"]);
  const lastRepeat = useLastSetting(spec.repeat);
  const { until: condition = "", max = FIRST_MAX, delay } = spec.repeat ?? {};
  const pause = delay === undefined ? "" : durationText(delay);
  const updateRepeat = (until: string, most: FilePart, between: string, field: string) =>
    update(
      {
        repeat: until === "" ? undefined : { until, max: most, ...(between !== "" && { delay: between }) },
      },
      field,
    );
  const until = useDraftText(condition, (text) => {
    const last = lastRepeat();
    const between = last?.delay === undefined ? "" : durationText(last.delay);
    return updateRepeat(text.trim(), last?.max ?? FIRST_MAX, between, "repeat");
  });
  const rounds = useDraftText(String(max), (text) =>
    updateRepeat(condition, numberIn(text), pause, "rounds"),
  );
  const between = useDraftText(pause, (text) => updateRepeat(condition, max, text.trim(), "pause"));
  return (
    <>
      <ExpressionField
        label="Repeat until"
        placeholder="Runs once"
        hint={'A condition over the result of a round: result.left == "0". Inputs read index and last.'}
        place={{ at: "vertex", vertex: name, field: "repeat" }}
        wanted="condition"
        {...until}
      />
      {condition !== "" && (
        <div className={styles.pair}>
          <TextField
            label="Maximum rounds"
            isMono
            inputMode="numeric"
            hint="It fails when the condition does not hold by then: 10"
            {...rounds}
          />
          <TextField
            label="Delay between rounds"
            placeholder="None"
            isMono
            hint="Before the next round starts: 5s, 1m"
            {...between}
          />
        </div>
      )}
    </>
  );
}
