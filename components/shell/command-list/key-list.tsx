import { commandsNow } from "#components/commands/command-registry.ts";
import {
  COMMANDS,
  type Command,
  type CommandId,
  PLACE_NAMES,
  type Place,
} from "#components/commands/command-table.ts";
import { GESTURES } from "#components/commands/gestures.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import styles from "./key-list.module.css";

/** Keys of a place, or what the mouse does there, under a title. */
export type KeyGroup = { readonly title: string; readonly lines: readonly Line[] };

type Line = { readonly label: string; readonly keys: readonly string[] };

/** Which key does what on the open page, and what the mouse does. */
export function KeyList({ groups, onClose }: { groups: readonly KeyGroup[]; onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Keys of this page" size="large">
      <div className={styles.groups}>
        {groups.map(({ title, lines }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.lines}>
              {lines.map(({ label, keys }) => (
                <div key={label} className={styles.line}>
                  <dt>{label}</dt>
                  <dd className={styles.keys}>
                    {keys.map((each) => (
                      <kbd key={each} className={styles.key}>
                        {each}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/**
 * The keys of the actions of the open page, by place, in the order of the table; those of the page, and what the mouse does
 * there, before those of every page.
 */
export function keyGroups(): readonly KeyGroup[] {
  const groups = new Map<Place, Line[]>();
  const now = commandsNow();
  for (const [id, { label, place, keys = [] }] of Object.entries(COMMANDS) as [CommandId, Command][])
    if (keys.length > 0 && now.has(id)) groups.set(place, [...(groups.get(place) ?? []), { label, keys }]);
  return [...groups]
    .sort(([one], [other]) => Number(one === "everywhere") - Number(other === "everywhere"))
    .flatMap(([place, lines]) => {
      const title = PLACE_NAMES[place];
      const gestures = GESTURES[place]?.map(({ label, by }) => ({ label, keys: by }));
      return [
        { title, lines },
        ...(gestures ? [{ title: `${title}, with the mouse`, lines: gestures }] : []),
      ];
    });
}
