import { Fragment, type ReactNode } from "react";

/** What a message has between two backticks, as in the texts of the server and of the command line. */
const CODE = /`([^`]+)`/;

/**
 * A message with its code shown as code. Whatever is shown of an error, a refusal or a finding goes through it; what is no
 * text stays as it is.
 */
export function CodeText({ children }: { children: ReactNode }) {
  if (typeof children !== "string") return children;
  return children.split(CODE).map((part, place) => {
    // Every second part was between backticks. A part never moves: its place is its key.
    const key = `${place}`;
    return place % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });
}

/** A message for a place that shows text only, such as the title of an element. */
export function withoutTicks(text: string): string {
  return text.replaceAll("`", "");
}
