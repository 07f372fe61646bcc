import { commandsNow } from "#components/commands/command-registry.ts";
import {
  COMMANDS,
  type Command,
  type CommandId,
  PLACE_NAMES,
  type Place,
} from "#components/commands/command-table.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import styles from "./key-list.module.css";

/** A place, and its keys. */
export type KeyGroup = readonly [Place, readonly Line[]];

type Line = { readonly label: string; readonly keys: readonly string[] };

/** Which key does what on the open page. */
export function KeyList({ groups, onClose }: { groups: readonly KeyGroup[]; onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title="Keys of this page" size="large">
      <div className={styles.groups}>
        {groups.map(([place, lines]) => (
          <section key={place} aria-label={PLACE_NAMES[place]}>
            <h3 className={styles.title}>{PLACE_NAMES[place]}</h3>
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
 * The keys of the actions of the open page, by place, in the order of the table; those of the page before those of every
 * page.
 */
export function keyGroups(): readonly KeyGroup[] {
  const groups = new Map<Place, Line[]>();
  const now = commandsNow();
  for (const [id, { label, place, keys = [] }] of Object.entries(COMMANDS) as [CommandId, Command][])
    if (keys.length > 0 && now.has(id)) groups.set(place, [...(groups.get(place) ?? []), { label, keys }]);
  return [...groups].sort(([one], [other]) => Number(one === "everywhere") - Number(other === "everywhere"));
}
