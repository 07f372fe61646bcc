import { useShowVertex } from "#components/canvas/editing/lists/use-show-vertices.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./renaming-panel.module.css";

const MAX_SHOWN = 100;

/**
 * What a renaming left to a person: places that may still mean an old name, and what is kept under it elsewhere. Only a
 * person can tell, so nothing there was changed.
 */
export function RenamingPanel() {
  const store = useDraftStore();
  const renaming = useDraft((draft) => draft.renaming);
  const showVertex = useShowVertex();
  if (renaming === null) return null;
  const { text, left, elsewhere = null } = renaming;
  const show = (names: readonly string[]) => {
    const { vertices } = store.getState().draft.file.content;
    const name = names.find((each) => vertices.has(each));
    if (name === undefined) store.getState().select({ vertices: new Set(), edges: new Set() });
    else showVertex(name);
  };
  return (
    <section aria-label="After the renaming" className={styles.panel}>
      <Callout
        tone={left.length > 0 ? "warn" : "info"}
        title={text}
        {...(left.length > 0 && {
          kept: `References follow, except for ${left.length === 1 ? "one place" : `${left.length} places`} that may still mean an old name.`,
          todo: "Look at each, and change what has to change by hand.",
        })}
        actions={
          <Button size="small" onClick={store.getState().closeRenaming}>
            Done
          </Button>
        }
      >
        {elsewhere !== null && <p>{elsewhere}</p>}
        {left.length > 0 && (
          <ul className={styles.list}>
            {left.slice(0, MAX_SHOWN).map((place, number) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two lines may have one text
              <li key={number}>
                <button type="button" className={styles.line} onClick={() => show(place.vertices)}>
                  {place.text}
                </button>
              </li>
            ))}
            {left.length > MAX_SHOWN && <li>and {left.length - MAX_SHOWN} more</li>}
          </ul>
        )}
      </Callout>
    </section>
  );
}
