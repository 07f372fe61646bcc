import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { commandsNow, runCommand } from "#components/commands/command-registry.ts";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { useTopAgain } from "#components/ui/use-top-again.ts";
import styles from "./command-list.module.css";
import { type Entry, fittingEntries } from "./list-entries.ts";
import { keepRecent } from "./recent.ts";
import { useFound } from "./use-found.ts";

type Props = {
  /** Whose choices are kept. */
  person: string | null;
  /** What can be chosen without asking the server. */
  entries: readonly Entry[];
  /** Asks for `entries` anew: the page may have changed since the list was opened. */
  onTyped: () => void;
  onClose: () => void;
};

/** Every action of the page, every page, graph, pipeline and vertex of the open graph, found by typing. */
export function CommandList({ person, entries, onTyped, onClose }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  /** Where the focus goes back to. */
  const [before] = useState(() => document.activeElement);
  const list = useTopAgain(typed);
  const local = useMemo(() => fittingEntries(entries, typed), [entries, typed]);
  const { entries: found, problem } = useFound(typed);
  const shown = useMemo(() => {
    const known = new Set(local.map(({ id }) => id));
    return [...local, ...found.filter(({ id }) => !known.has(id))];
  }, [local, found]);
  const close = () => {
    // What is chosen may move the focus; it must not be taken away again behind it.
    flushSync(onClose);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  const choose = ({ id, text, href, command, target }: Entry) => {
    if (command !== undefined && (commandsNow().get(command)?.refused ?? null) !== null) return;
    close();
    if (target === undefined) keepRecent(person, { id, text, href: href ?? null });
    if (href !== undefined) router.push(href);
    else if (command !== undefined) runCommand(command);
    else target?.go();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.veil} />
        <Dialog.Popup className={styles.popup} aria-label="Actions and pages" finalFocus={false}>
          <Command label="Find an action or a page" shouldFilter={false} loop>
            <Command.Input
              className={styles.input}
              placeholder="An action, a page, a graph, a pipeline or a vertex"
              maxLength={200}
              value={typed}
              onValueChange={(text) => {
                setTyped(text);
                onTyped();
              }}
            />
            <Command.List ref={list} className={styles.list} label="Actions and pages">
              {problem === null ? (
                <Command.Empty className={styles.empty}>Nothing has this name.</Command.Empty>
              ) : (
                <p role="status" className={styles.empty}>
                  {problem}
                </p>
              )}
              {shown.map((entry) => (
                <Row key={entry.id} entry={entry} onChoose={choose} />
              ))}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A refused one can be reached, too, so that the reason is read. */
function Row({ entry, onChoose }: { entry: Entry; onChoose: (entry: Entry) => void }) {
  const { id, text, note, keys, refused = null } = entry;
  return (
    <Command.Item
      value={id}
      className={styles.item}
      data-refused={refused !== null || undefined}
      aria-description={refused ?? undefined}
      onSelect={() => onChoose(entry)}
    >
      <bdi className={styles.text}>{text}</bdi>
      <span className={styles.note}>
        <bdi>{note}</bdi>
      </span>
      {keys !== undefined && <kbd className={styles.keys}>{keys}</kbd>}
      {refused !== null && (
        <span className={styles.refused}>
          <CodeText>{refused}</CodeText>
        </span>
      )}
    </Command.Item>
  );
}
