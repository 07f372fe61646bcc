import { Trash2 } from "lucide-react";
import { useNewVertex } from "#components/canvas/editing/adding/use-new-vertex.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { canRescue, type EdgeKind, edgeKind } from "#components/draft/edits/edge-kind.ts";
import { edgeOf, isSameEdge } from "#components/draft/edits/edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { FindingLine } from "#components/vertex-form/findings/finding-line.tsx";
import { useFindings } from "#components/vertex-form/findings/findings-context.ts";
import { FixButtons, hasFix } from "#components/vertex-form/findings/fix-button.tsx";
import { RuleButton } from "#components/vertex-form/findings/rule-button.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { focusEdgeValue } from "../focus/edge-value.ts";
import { ConditionField } from "./condition-field.tsx";
import { TimerField } from "./timer-field.tsx";

const WORDS = ["succeeded", "failed", "always", "default"];

const FIRST_TIME = "30m";

const NOTES: Readonly<Record<Exclude<EdgeKind, "success">, string>> = {
  reaction:
    "A reaction: it runs, but changes no outcome. A failure stays a failure, and the pipeline ends as failed.",
  rescue: "If this edge is taken, the failure counts as handled: the pipeline can end as succeeded.",
  timer: "A timer: it does not touch the vertex that it looks at, and is skipped if that ends in time.",
};

/** The form of an edge: when it is taken. */
export function EdgeInspector({ id }: { id: string }) {
  const store = useDraftStore();
  const { insert } = useNewVertex();
  const edge = edgeOf(id);
  const spec = useDraft(({ draft }) => draft.file.content.edges.find((each) => isSameEdge(each, edge)));
  const findings = useFindings().filter(({ edges }) => edges.some((each) => isSameEdge(each, edge)));
  if (spec === undefined) return null;
  const { tail, head } = spec;
  const when = spec.default === true ? "default" : (spec.when ?? "succeeded");
  const isTimer = spec.after !== undefined;
  const isCondition = !isTimer && !WORDS.includes(when);
  const setTimer = (after: string, field?: string) =>
    store.getState().edit({ do: "set-timer", edge, after }, field);
  const update = (text: string, field?: string) =>
    store.getState().edit({ do: "set-edge", edge, when: text }, field);
  const kind = edgeKind(spec);
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>
        {tail} → {head}
      </h2>
      <p className={styles.note}>
        {isTimer ? `${head} starts if ${tail} takes longer.` : `${head} depends on ${tail}.`}
      </p>
      <SelectField
        label="Follow this edge when"
        options={[
          { value: "succeeded", label: `${tail} succeeded` },
          { value: "failed", label: `${tail} failed` },
          { value: "always", label: `Always: however ${tail} ends, also if it is not reached` },
          { value: "condition", label: "Expression" },
          { value: "default", label: `Otherwise: no other edge of ${tail} is taken` },
          { value: "timer", label: `After a time: ${tail} has not ended yet` },
        ]}
        value={isTimer ? "timer" : isCondition ? "condition" : when}
        onValueChange={(value) => {
          if (value === "timer") setTimer(FIRST_TIME);
          else update(value === "condition" ? "true" : value);
          if (value === "timer" || value === "condition") focusEdgeValue();
        }}
      />
      <div className={styles.parts} data-edge-value>
        {spec.after !== undefined && (
          <TimerField tail={tail} after={spec.after} onUpdate={(text) => setTimer(text, `time of ${id}`)} />
        )}
        {isCondition && (
          <ConditionField
            tail={tail}
            head={head}
            value={when}
            onUpdate={(text) => update(text, `condition of ${id}`)}
          />
        )}
      </div>
      {!isTimer && (canRescue(spec) || spec.rescue === true) && (
        <Checkbox
          label="Rescue: the failure is handled"
          checked={spec.rescue === true}
          onCheckedChange={(rescue) => void store.getState().edit({ do: "set-edge", edge, when, rescue })}
        />
      )}
      {kind !== "success" && <p className={styles.note}>{NOTES[kind]}</p>}
      {findings.length > 0 && (
        <ul className={styles.findings} aria-label="Findings about the edge">
          {findings.map((finding) => (
            <li key={finding.code + finding.text}>
              <div className={styles.finding}>
                <FindingLine finding={finding} />
                <RuleButton code={finding.code} />
              </div>
              {hasFix(finding) && (
                <div className={styles.fixes}>
                  <FixButtons finding={finding} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button size="small" onClick={() => void insert(edge)}>
          Insert vertex
        </Button>
        <Button
          size="small"
          icon={<Trash2 aria-hidden />}
          onClick={() => void store.getState().edit({ do: "remove", vertices: [], edges: [edge] })}
        >
          Remove edge
        </Button>
      </div>
    </div>
  );
}
