import { ArrowRight, Link2, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConnectList } from "#components/canvas/editing/lists/connect-list.tsx";
import { useNewVertex } from "#components/canvas/editing/use-new-vertex.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { useFindings } from "#components/vertex-form/findings/findings-context.ts";
import styles from "./outline.module.css";

/** The graph as a list: everything that the canvas does, for the keyboard and for who does not see it. */
export function Outline() {
  const store = useDraftStore();
  const { vertices, edges } = useDraft(({ draft }) => draft.file.content);
  const chosen = useDraft(({ selection }) => selection.vertices);
  const findings = useFindings();
  const { add } = useNewVertex();
  const [connecting, setConnecting] = useState<{ tail: string; at: Point } | null>(null);
  return (
    <section aria-label="Outline" className={styles.outline}>
      <Button size="small" icon={<Plus aria-hidden />} onClick={() => void add({})}>
        Add vertex
      </Button>
      {vertices.size === 0 && <p className={styles.note}>The graph has no vertex yet.</p>}
      <ul className={styles.list}>
        {[...vertices].map(([name, { final }]) => (
          <li key={name} className={styles.item} data-chosen={chosen.has(name) || undefined}>
            <div className={styles.row}>
              <button
                type="button"
                className={styles.name}
                aria-pressed={chosen.has(name)}
                onClick={() => store.getState().select({ vertices: new Set([name]), edges: new Set() })}
              >
                {name}
                {final !== undefined && <span className={styles.note}>final step</span>}
                {findings.some((finding) => finding.vertices.includes(name)) && (
                  <span className={styles.mark}>has problems</span>
                )}
              </button>
              <IconButton
                size="small"
                label={`Add a successor of ${name}`}
                icon={<Plus aria-hidden />}
                onClick={() => void add({ hook: { by: "tail", tail: name } })}
              />
              <IconButton
                size="small"
                label={`Connect ${name} to…`}
                icon={<Link2 aria-hidden />}
                onClick={({ currentTarget }) => {
                  const { x, bottom } = currentTarget.getBoundingClientRect();
                  setConnecting({ tail: name, at: { x: x - 160, y: bottom } });
                }}
              />
              <IconButton
                size="small"
                label={`Remove ${name}`}
                icon={<Trash2 aria-hidden />}
                onClick={() => void store.getState().edit({ do: "remove", vertices: [name], edges: [] })}
              />
            </div>
            <ul aria-label={`Successors of ${name}`} className={styles.heads}>
              {edges
                .filter(({ tail }) => tail === name)
                .map(({ head, ...edge }) => (
                  <li key={head} className={styles.head}>
                    <ArrowRight aria-label="to" />
                    <button
                      type="button"
                      className={styles.name}
                      onClick={() =>
                        store
                          .getState()
                          .select({ vertices: new Set(), edges: new Set([`${name} -> ${head}`]) })
                      }
                    >
                      {head}
                      <span className={styles.note}>{edgeLabel({ ...edge, head })}</span>
                    </button>
                    <IconButton
                      size="small"
                      label={`Remove the edge ${name} -> ${head}`}
                      icon={<Trash2 aria-hidden />}
                      onClick={() => {
                        const edges = [{ tail: name, head }];
                        store.getState().edit({ do: "remove", vertices: [], edges });
                      }}
                    />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
      {connecting !== null && <ConnectList {...connecting} onClose={() => setConnecting(null)} />}
    </section>
  );
}
