"use client";

import { useState } from "react";
import { cutWithMark } from "#engine/text/cut-text.ts";
import { Button } from "./buttons/button.tsx";
import { TextDialog } from "./text-dialog.tsx";

/** About three lines of a panel. */
const MAX_SHOWN = 300;

type Props = {
  text: string;
  /** What the text is, as the title of the dialog that shows all of it. */
  title: string;
};

/**
 * A text that may be long: its beginning, and all of it in a dialog. What stands behind it stays on the page, and in its
 * own order, whatever the text holds.
 */
export function LongText({ text, title }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  if (text.length <= MAX_SHOWN) return <bdi>{text}</bdi>;
  return (
    <>
      <bdi>{shortened(text)}</bdi>{" "}
      <Button look="quiet" size="small" onClick={() => setIsOpen(true)}>
        Show all
      </Button>
      <TextDialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={title} text={text} />
    </>
  );
}

/** The beginning of a text, for places without room for a button. A character is never cut in two. */
export function shortened(text: string, max = MAX_SHOWN): string {
  return cutWithMark(text, max);
}
