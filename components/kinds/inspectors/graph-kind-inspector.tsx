import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "#components/api/trpc.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ForeachSettings } from "#components/vertex-form/settings/foreach-settings.tsx";
import { LocksField } from "#components/vertex-form/settings/locks-field.tsx";
import { RepeatSettings } from "#components/vertex-form/settings/repeat-settings.tsx";
import { RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { TimeoutSettings } from "#components/vertex-form/settings/timeout-settings.tsx";
import { NothingToUndo } from "#components/vertex-form/settings/undo-settings.tsx";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";
import { InputsEditor } from "#components/vertex-form/values/inputs-editor.tsx";
import { OutputsEditor } from "#components/vertex-form/values/outputs-editor.tsx";

/** The form of a child pipeline: which revision it runs, its inputs and its outputs. */
export function GraphKindInspector({ name }: { name: string }) {
  const store = useDraftStore();
  const { spec, update } = useVertex(name);
  const { graph } = spec;
  const { data: graphs = [] } = useQuery(useTRPC().graphs.list.queryOptions({}));
  const sealed = graphs.flatMap(({ name: each, latest }) =>
    latest === null ? [] : [{ name: each, latest }],
  );
  const names = new Set([...(graph === undefined ? [] : [graph.name]), ...sealed.map((each) => each.name)]);
  const newest = sealed.find((each) => each.name === graph?.name)?.latest.number;
  const revision = useDraftText(String(graph?.revision ?? ""), (text) =>
    update({ graph: { name: graph?.name ?? "", revision: Number(text) } }, "revision"),
  );
  const description = useDraftText(spec.description ?? "", (text) =>
    update({ description: text }, "description"),
  );
  const choose = (chosen: string) => {
    const latest = sealed.find((each) => each.name === chosen)?.latest;
    update({ graph: chosen === "" ? undefined : { name: chosen, revision: latest?.number ?? 1 } });
  };
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
      <div className={styles.pair}>
        <SelectField
          label="Graph"
          value={graph?.name ?? ""}
          options={[
            { value: "", label: "Choose…" },
            ...[...names].map((each) => ({ value: each, label: each })),
          ]}
          onValueChange={(value) => choose(value)}
        />
        {graph !== undefined && (
          <TextField
            label="Revision"
            isMono
            inputMode="numeric"
            hint={newest === undefined || newest === graph.revision ? "" : `The newest is ${newest}`}
            {...revision}
          />
        )}
      </div>
      {graph !== undefined && (
        <p className={styles.note}>
          <Link href={`/graphs/${encodeURIComponent(graph.name)}?revision=${graph.revision}`}>
            Open {graph.name}@{graph.revision}
          </Link>
          . The inputs are the parameters of that graph.
        </p>
      )}
      <InputsEditor
        noun="input"
        inputs={spec.inputs ?? {}}
        onInputs={(now, field) => update({ inputs: now }, field)}
        onRename={(from, to) => store.getState().edit({ do: "rename-input", vertex: name, from, to })}
      />
      <OutputsEditor
        name={name}
        whenNone="No output is declared. Declare an output of the graph here to read it."
      />
      <TextArea label="Description" rows={2} {...description} />
      <TimeoutSettings name={name} />
      <LocksField name={name} />
      <ForeachSettings name={name} />
      <RepeatSettings name={name} />
      <RoutingSettings name={name} />
      <NothingToUndo name={name} />
    </div>
  );
}
