import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { numberIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { withChange } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { VertexField } from "#engine/kinds/kind/kind.ts";
import { KINDS, kindOf } from "#engine/kinds/kinds.ts";
import { isCallback } from "#engine/kinds/wait/callback.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FilePart } from "#engine/shape/file-part.ts";
import { durationText } from "#engine/time/durations.ts";
import styles from "../inspector.module.css";
import { retryJson } from "./failure-settings.tsx";
import { wordsOf } from "./locks-field.tsx";

type Props = { names: ReadonlySet<string> };
type Change = { readonly [field: string]: FilePart | undefined };

/** What several vertices have in common, set for all of them at once. */
export function SeveralSettings({ names }: Props) {
  return (
    <fieldset className={styles.group}>
      <legend>Settings of all</legend>
      <OneText
        names={names}
        field="timeout"
        label="Time limit"
        hint="They are ended when they take longer: 10m, 1h30m, 90s."
        textOf={({ timeout }) => (timeout === undefined ? "" : durationText(timeout))}
        changeOf={(text) => ({ timeout: text === "" ? undefined : text })}
      />
      <OneText
        names={names}
        field="retry"
        label="Automatic retries"
        hint="How often each is tried again by itself: 3."
        textOf={({ retry }) => (retry === undefined ? "" : String(retry.max ?? ""))}
        isAble={({ retry }) => retry?.each === undefined}
        // A field that is empty for a moment leaves the delay and the exit codes.
        problemOf={(text) => (text === "" ? "Enter a number; 0 is none." : null)}
        changeOf={(text, { retry }) => ({ retry: retryJson(retry, { max: numberIn(text) }) })}
      />
      <OneText
        names={names}
        field="labels"
        label="Runner labels"
        hint="They run only on runners that have all of these: gpu, linux."
        textOf={({ labels = [] }) => labels.join(", ")}
        changeOf={(text) => ({ labels: wordsOf(text) })}
      />
      <OnFailure names={names} />
    </fieldset>
  );
}

type OneProps = Props & {
  field: VertexField;
  label: string;
  hint: string;
  textOf: (spec: VertexSpec) => string;
  changeOf: (text: string, spec: VertexSpec) => Change;
  /** Why a text does not do; null where it does. */
  problemOf?: (text: string) => string | null;
  /** Which of the vertices that can have the field it is for. */
  isAble?: (spec: VertexSpec) => boolean;
};

function OneText({ names, field, label, hint, textOf, changeOf, problemOf, isAble }: OneProps) {
  const { count, value, update } = useSeveral(names, field, textOf, isAble);
  const text = useDraftText(
    value ?? "",
    (typed) => problemOf?.(typed.trim()) ?? update((spec) => changeOf(typed.trim(), spec), field),
  );
  if (count === 0) return null;
  return (
    <TextField
      label={label}
      isMono
      placeholder={value === null ? "Different ones" : "None"}
      hint={count === names.size ? hint : `${hint} ${count} of ${names.size} can have it.`}
      {...text}
    />
  );
}

function OnFailure({ names }: Props) {
  const { count, value, update } = useSeveral(names, "onFailure", ({ onFailure = "fail" }) => onFailure);
  if (count === 0) return null;
  return (
    <SelectField
      label="On failure"
      hint="Continue where what follows does not need them, such as a notice that was not sent."
      options={[
        ...(value === null ? [{ value: "", label: "Different ones" }] : []),
        { value: "fail", label: "Fail" },
        { value: "ignore", label: "Continue as if they succeeded" },
      ]}
      value={value ?? ""}
      onValueChange={(chosen) => void (chosen !== "" && update(() => ({ onFailure: chosen })))}
    />
  );
}

/** The vertices that can have a field, what they have in common (null: nothing), and the way to set it for all as one step. */
function useSeveral(
  names: ReadonlySet<string>,
  field: VertexField,
  textOf: (spec: VertexSpec) => string,
  isAble: (spec: VertexSpec) => boolean = () => true,
) {
  const store = useDraftStore();
  const vertices = useDraft(({ draft }) => draft.file.content.vertices);
  const able = [...names].flatMap((name) => {
    const spec = vertices.get(name);
    return spec !== undefined && canHave(spec, field) && isAble(spec) ? [{ name, spec }] : [];
  });
  const [first, ...others] = new Set(able.map(({ spec }) => textOf(spec)));
  return {
    count: able.length,
    value: others.length > 0 ? null : (first ?? ""),
    update: (changeOf: (spec: VertexSpec) => Change, typed?: string): string | null => {
      const specs = new Map(
        able.map(({ name, spec }) => [name, withChange(vertexJson(spec), changeOf(spec))] as const),
      );
      const key = typed === undefined ? undefined : `${typed} of ${[...names].join(", ")}`;
      return store.getState().edit({ do: "set-vertices", specs }, key);
    },
  };
}

/** The fields that not every kind has. */
const SOME: ReadonlySet<VertexField> = new Set(Object.values(KINDS).flatMap(({ fields }) => fields));

/** A wait for a time has no time limit of its own. */
function canHave(spec: VertexSpec, field: VertexField): boolean {
  if (field === "timeout" && spec.kind === "wait" && !isCallback({ spec })) return false;
  return !SOME.has(field) || kindOf(spec).fields.includes(field);
}
