import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { ExpressionField } from "#components/vertex-form/expressions/expression-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";

const WHEN_INVALID = [
  { value: "wait", label: "Go on waiting" },
  { value: "fail", label: "Fail" },
];

/** What calls from outside make of a wait. */
export function CallbackSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["wait"]);
  const policy = spec.wait?.callback;
  const conditions = policy === undefined || policy === "once" ? {} : policy;
  const until = useDraftText(conditions.until ?? "", (text) =>
    update({ wait: { callback: { ...conditions, until: text.trim() } } }, "until"),
  );
  const fail = useDraftText(conditions.fail ?? "", (text) =>
    update({ wait: { callback: { ...conditions, fail: text.trim() } } }, "fail"),
  );
  return (
    <>
      <p className={styles.note}>
        A script before it reads the address as the input{" "}
        <code>{`from: callbacks${/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `["${name}"]`}`}</code>; the page
        of a run shows it, too.
      </p>
      <ExpressionField
        label="Complete when"
        placeholder="The first call came"
        hint="A condition over call, the newest, and calls, all: size(calls) == 3"
        place={{ at: "vertex", vertex: name, field: "received" }}
        wanted="condition"
        {...until}
      />
      <ExpressionField
        label="Fail when"
        placeholder="Never"
        hint='call.status == "broken"'
        place={{ at: "vertex", vertex: name, field: "received" }}
        wanted="condition"
        {...fail}
      />
      <SelectField
        label="When the data does not fit"
        hint="The call is answered 422 in both cases, and is among the events."
        options={WHEN_INVALID}
        value={conditions.onInvalid ?? "wait"}
        onValueChange={(value) => void update({ wait: { callback: { ...conditions, onInvalid: value } } })}
      />
    </>
  );
}
