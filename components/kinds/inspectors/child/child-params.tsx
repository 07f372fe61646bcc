import { useQuery } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { withInput } from "#components/draft/edits/input-edits.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ownOf } from "#engine/json/json.ts";
import { isMissing } from "./param-choice.ts";
import { ParamField } from "./param-field.tsx";

type Props = { vertex: string; graph: string; revision: number };

/** Elements of so many params are made. */
const MAX_SHOWN = 100;

/** What the graph asks for that a vertex runs: each param with the place that its value comes from. */
export function ChildParams({ vertex, graph, revision }: Props) {
  const { spec, update } = useVertex(vertex, ["inputs"]);
  const inputs = spec.inputs ?? {};
  const { data, error } = useQuery({
    ...useTRPC().revisions.params.queryOptions({ name: graph, revision }),
    // A sealed revision never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error !== null) return <ProblemCallout error={error} />;
  if (data === undefined) return <SkeletonLines count={3} label="Loading the parameters" />;
  const params = Object.entries(data.params);
  const missing = params
    .filter(([name, param]) => isMissing(param, ownOf(inputs, name)))
    .map(([name]) => name);
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(data.params, name));
  const called = `${graph}@${revision}`;
  return (
    <fieldset className={styles.group}>
      <legend>
        Parameters of <bdi>{called}</bdi>
      </legend>
      {params.length === 0 && <p className={styles.note}>It asks for nothing.</p>}
      {missing.length > 0 && (
        <p className={styles.note} role="status">
          Without a value, and required: <bdi>{listed(missing)}</bdi>.
        </p>
      )}
      {params.slice(0, MAX_SHOWN).map(([name, param]) => (
        <ParamField
          key={name}
          vertex={vertex}
          name={name}
          param={param}
          input={ownOf(inputs, name)}
          onInput={(input, field) => update({ inputs: withInput(inputs, name, input) }, field)}
        />
      ))}
      {params.length > MAX_SHOWN && (
        <p className={styles.note}>
          And {(params.length - MAX_SHOWN).toLocaleString("en")} more: add them to the inputs.
        </p>
      )}
      {unknown.slice(0, MAX_SHOWN).map((name) => (
        <div key={name} className={styles.row}>
          <p className={styles.note}>
            The input <bdi>{name}</bdi> is no parameter of it.
          </p>
          <Button
            size="small"
            onClick={() => void update({ inputs: withInput(inputs, name, null) })}
          >{`Remove input ${name}`}</Button>
        </div>
      ))}
      {data.outputs.length > 0 && (
        <p className={styles.note}>
          It gives: <bdi>{listed(data.outputs)}</bdi>.
        </p>
      )}
    </fieldset>
  );
}

/** More names would fill the panel. */
const MAX_NAMES = 20;

function listed(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return [...names.slice(0, MAX_NAMES), ...(more > 0 ? [`${more.toLocaleString("en")} more`] : [])].join(
    ", ",
  );
}
