import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import styles from "./late-field.module.css";
import type { LoadingState, PartLoader } from "./part-loader.ts";
import { useIsLate } from "./use-is-late.ts";

type Props<Field> = {
  loader: PartLoader<Field>;
  /** Of what is shown while it is loaded. */
  height: number;
  /** The plain field has a text that is nowhere else, because it was refused: it stays. */
  isHeld?: boolean;
  /** Gets also whether somebody was in the plain field before: whoever has left it must not be led back. */
  children: (Part: ComponentType<Field>, wasTypedIn: boolean) => ReactNode;
  /** Edits the same text while the field cannot be loaded, and shows the note. */
  plain: (note: ReactNode) => ReactNode;
};

/**
 * A field that a page needs only later. Where it cannot be loaded, a plain one takes its place, says so, and edits the same text.
 * The field comes by itself once it is there, but never under the hands of somebody who types in the plain one.
 */
export function LateField<Field>(props: Props<Field>) {
  const {
    loader: { use, begin },
    height,
    isHeld = false,
    children,
    plain,
  } = props;
  const { part, state } = use();
  const [isTypedIn, setIsTypedIn] = useState(false);
  const [wasTypedIn, setWasTypedIn] = useState(false);
  const isLate = useIsLate();
  useEffect(() => {
    if (use.getState().state === "idle") begin();
  }, [use, begin]);
  if (part !== null && !isTypedIn) return children(part, wasTypedIn);
  if (!isTypedIn && !isLate && (state === "idle" || state === "loading")) return <Skeleton height={height} />;
  return (
    <fieldset
      className={styles.plain}
      onFocus={({ target }) => {
        if (!(target instanceof HTMLTextAreaElement)) return;
        setIsTypedIn(true);
        setWasTypedIn(true);
      }}
      // Its buttons are a part of it: one that goes while it is pressed, or has the focus, does nothing and loses it.
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsTypedIn(isHeld);
      }}
    >
      {plain(<LateNote state={state} onAgain={begin} onLeave={() => setIsTypedIn(isHeld)} />)}
    </fieldset>
  );
}

type NoteProps = { state: LoadingState; onAgain: () => void; onLeave: () => void };

function LateNote({ state, onAgain, onLeave }: NoteProps) {
  if (state === "there")
    return (
      <p role="status" className={styles.note}>
        The code editor is there now. It comes once you leave this field.
      </p>
    );
  return (
    <div className={styles.note}>
      <p role="status">
        {state === "missing"
          ? "The code editor could not be loaded; the server may have a newer version of the program, which comes with a reload of the page. This field edits the same text."
          : "The code editor could not be loaded yet. This field edits the same text."}
      </p>
      {/* Nobody types while it has the focus, and it goes once the field is there. */}
      <Button size="small" onFocus={onLeave} onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}
