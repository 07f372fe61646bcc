import { useMemo } from "react";
import { type Block, type Inline, readNote } from "./note-markup.ts";
import styles from "./note-text.module.css";

/** The text of a note as it is meant: headings, lists, code, links. All of it is text of React's, so no HTML gets in. */
export function NoteText({ text }: { text: string }) {
  const blocks = useMemo(() => readNote(text), [text]);
  return (
    <div className={styles.text} dir="auto">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: The parts of a text have no other name.
        <BlockPart key={at} block={block} />
      ))}
    </div>
  );
}

function BlockPart({ block }: { block: Block }) {
  switch (block.is) {
    case "heading":
      return (
        <p className={styles.heading}>
          <Parts parts={block.parts} />
        </p>
      );
    case "paragraph":
      return (
        <p>
          <Parts parts={block.parts} />
        </p>
      );
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const List = block.isOrdered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((parts, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: The lines of a text have no other name.
            <li key={at}>
              <Parts parts={parts} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Parts({ parts }: { parts: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: The parts of a line have no other name.
  return parts.map((part, at) => <InlinePart key={at} part={part} />);
}

function InlinePart({ part }: { part: Inline }) {
  switch (part.is) {
    case "text":
      return part.text;
    case "code":
      return <code>{part.text}</code>;
    case "strong":
      return (
        <strong>
          <Parts parts={part.parts} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      );
    case "link":
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer nofollow" title={part.href}>
          <Parts parts={part.parts} />
        </a>
      );
  }
}
