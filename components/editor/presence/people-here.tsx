import clsx from "clsx";
import { useState } from "react";
import { usePresent } from "#components/draft/presence/presence-store.ts";
import { keysOfNames } from "#components/ui/keys-of-names.ts";
import type { Present } from "#contract/presence.ts";
import styles from "./presence.module.css";

/** More faces would push the actions out of the header. */
const MAX_FACES = 5;

/** In the header of the editor: who else has the draft open. All of them, with what they selected, on a click. */
export function PeopleHere() {
  const people = usePresent((store) => store.people).filter(({ isSelf, tabs }) => !isSelf || tabs > 1);
  const [isOpen, setIsOpen] = useState(false);
  if (people.length === 0) return null;
  const more = people.length - MAX_FACES;
  const keys = keysOfNames(people.map(({ isSelf, name }) => `${isSelf} ${name}`));
  return (
    <div className={styles.here}>
      <button
        type="button"
        className={styles.faces}
        aria-expanded={isOpen}
        aria-label={`${people.length === 1 ? "1 person" : `${people.length} people`} here: ${people.map(wordsOf).join("; ")}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        {people.slice(0, MAX_FACES).map((person, place) => (
          <span
            key={keys[place]}
            className={clsx(styles.face, person.isIdle && styles.idle)}
            title={wordsOf(person)}
            aria-hidden
          >
            <bdi>{initialsOf(person.name)}</bdi>
          </span>
        ))}
        {more > 0 && <span aria-hidden>+{more}</span>}
        {people.length === 1 && (
          <bdi className={styles.only}>{people[0]?.isSelf ? "You" : people[0]?.name}</bdi>
        )}
      </button>
      {isOpen && (
        <ul className={styles.list} aria-label="Who is here">
          {people.map((person, place) => (
            <li key={keys[place]} className={clsx(person.isIdle && styles.idle)}>
              <bdi>{wordsOf(person)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** `bob, 2 tabs, idle` or `bob, at A`. */
function wordsOf({ name, isSelf, tabs, isIdle, selection }: Present): string {
  const [first] = selection.vertices;
  const { length } = selection.vertices;
  const place =
    selection.edge !== null
      ? `at ${selection.edge.tail} → ${selection.edge.head}`
      : first === undefined
        ? null
        : `at ${first}${length > 1 ? ` and ${length - 1} more` : ""}`;
  const words = [
    isSelf ? "you" : name,
    tabs > 1 ? `${tabs} tabs` : null,
    isIdle ? "idle" : isSelf ? null : place,
  ];
  return words.filter((word) => word !== null).join(", ");
}

/** The first letters of the first and the last word of a name. */
function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) =>
    [...(word ?? "")].slice(0, 1),
  );
  return letters.join("").toUpperCase();
}
