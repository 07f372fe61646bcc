"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { CopyButton } from "./buttons/copy-button.tsx";
import { pressedKey } from "./keys/pressed-key.ts";
import { Dialog } from "./overlays/dialog.tsx";
import styles from "./text-dialog.module.css";
import { MAX_FOUND, placesIn } from "./text-places.ts";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** What the text is. */
  title: string;
  text: string;
};

/** A long text, whole: it can be searched and copied. */
export function TextDialog({ isOpen, onClose, title, text }: Props) {
  return (
    <Dialog isOpen={isOpen} isTyped={false} onClose={onClose} title={title} size="large">
      {isOpen && <SearchedText title={title} text={text} />}
    </Dialog>
  );
}

function SearchedText({ title, text }: { title: string; text: string }) {
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const body = useRef<HTMLPreElement>(null);
  const places = useMemo(() => placesIn(text, wanted), [text, wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is in the page by then
  useEffect(() => {
    body.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [places]);
  const go = (to: number) => {
    if (places.length === 0) return;
    const next = (to + places.length) % places.length;
    setAt(next);
    body.current?.querySelectorAll("mark")[next]?.scrollIntoView({ block: "center" });
  };
  return (
    <>
      <div className={styles.tools}>
        <input
          type="search"
          className={styles.search}
          aria-label="Find in the text"
          placeholder="Find in the text"
          autoComplete="off"
          spellCheck={false}
          value={wanted}
          onChange={({ target }) => {
            setWanted(target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (pressedKey(event) !== "Enter") return;
            event.preventDefault();
            go(event.shiftKey ? at - 1 : at + 1);
          }}
        />
        <span role="status" className={styles.count}>
          {wanted === "" ? lengthOf(text) : foundWords(places.length, at)}
        </span>
        <CopyButton text={text} label={`Copy ${title}`} />
      </div>
      <figure className={styles.figure} aria-label={title}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
        <pre ref={body} className={styles.text} tabIndex={0}>
          <Marked text={text} places={places} length={wanted.length} at={at} />
        </pre>
      </figure>
    </>
  );
}

type MarkedProps = { text: string; places: readonly number[]; length: number; at: number };

function Marked({ text, places, length, at }: MarkedProps) {
  const ends = [0, ...places.map((place) => place + length)];
  return (
    <>
      {places.map((place, index) => (
        <span key={place}>
          {text.slice(ends[index], place)}
          <mark data-current={index === at || undefined}>{text.slice(place, place + length)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}

function foundWords(count: number, at: number): string {
  if (count === 0) return "not found";
  return `${at + 1} of ${count === MAX_FOUND ? `the first ${count}` : count}`;
}

function lengthOf(text: string): string {
  return `${text.length.toLocaleString("en-US")} characters`;
}
