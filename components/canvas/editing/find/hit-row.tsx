import { ArrowRight, Frame, Network, StickyNote } from "lucide-react";
import { useDraft } from "#components/draft/draft-context.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import styles from "./find-panel.module.css";
import { type Hit, shownFound } from "./search-draft.ts";
import type { Place } from "./searched-texts.ts";

type Props = {
  id: string;
  hit: Hit;
  place: { readonly at: number; readonly of: number; readonly top: number };
  isChosen: boolean;
  onChoose: () => void;
};

/** One hit: where it is, and its line with what was found marked. */
export function HitRow({ id, hit, place, isChosen, onChoose }: Props) {
  const name = nameOf(hit.place);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-setsize={place.of}
      aria-posinset={place.at + 1}
      className={styles.hit}
      style={{ transform: `translateY(${place.top}px)` }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.where}>
        <PlaceIcon place={hit.place} />
        {name !== null && <bdi className={styles.name}>{name}</bdi>}
        <span className={styles.label}>
          <bdi>{hit.label}</bdi>
          {hit.line !== null && `, line ${hit.line}`}
        </span>
      </span>
      <bdi className={styles.line}>
        {hit.before}
        <mark>{shownFound(hit)}</mark>
        {hit.after}
      </bdi>
    </div>
  );
}

/** What it is called; null where its label says enough. */
function nameOf(place: Place): string | null {
  switch (place.of) {
    case "edge":
      return `${place.tail} -> ${place.head}`;
    case "graph":
      return "The graph";
    case "note":
      return null;
    default:
      return place.name;
  }
}

function PlaceIcon({ place }: { place: Place }) {
  const kind = useDraft(({ draft }) =>
    place.of === "vertex" ? draft.file.content.vertices.get(place.name)?.kind : undefined,
  );
  const Icon =
    place.of === "vertex"
      ? kindViewOf(kind === undefined ? {} : { kind }).icon
      : { edge: ArrowRight, frame: Frame, note: StickyNote, graph: Network }[place.of];
  return <Icon aria-hidden />;
}
