import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { useGraphsNamed } from "#components/api/graphs/use-graphs.ts";
import { usePinState } from "#components/draft/child-graphs/child-graphs-context.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { ChildParams } from "./child/child-params.tsx";
import { PinNotes } from "./child/pin-notes.tsx";

/** The form of a child pipeline: which revision it runs, its inputs and its outputs. */
export function GraphKindInspector({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["graph"]);
  const { graph } = spec;
  const pinned = usePinState(spec);
  const { graphs, isKnown } = useGraphsNamed([graph?.name ?? ""]);
  const isListed = graphs.some((each) => each.name === graph?.name && each.latest !== null);
  const revision = useDraftText(String(graph?.revision ?? ""), (text) =>
    update({ graph: { name: graph?.name ?? "", revision: Number(text) } }, "revision"),
  );
  return (
    <div className={styles.parts}>
      <div className={styles.pair}>
        <GraphField
          label="Graph"
          isSealed
          noneText="No graph"
          value={graph?.name ?? ""}
          onChoose={(chosen, found) =>
            update({
              graph: chosen === "" ? undefined : { name: chosen, revision: found?.latest?.number ?? 1 },
            })
          }
        />
        {graph !== undefined && <TextField label="Revision" isMono inputMode="numeric" {...revision} />}
      </div>
      {graph !== undefined && (
        <p className={styles.note}>
          <Link href={`/graphs/${encodeURIComponent(graph.name)}?revision=${graph.revision}`}>
            Open {graph.name}@{graph.revision}
          </Link>
          .
        </p>
      )}
      {graph !== undefined && <PinNotes vertex={name} pin={graph} isListed={isListed || !isKnown} />}
      {/* The params of another content would not be those of what runs. */}
      {graph !== undefined && (pinned === null ? isListed : !pinned.isOther) && (
        <ChildParams
          key={`${graph.name}@${graph.revision}`}
          vertex={name}
          graph={pinned?.graph ?? graph.name}
          revision={pinned?.at ?? graph.revision}
        />
      )}
    </div>
  );
}
