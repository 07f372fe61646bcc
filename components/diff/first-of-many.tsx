import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";

/** Elements of thousands would hold up the page. */
const AT_FIRST = 50;
const MORE = 50;

type Props<Item> = { items: readonly Item[]; noun: string; children: (item: Item) => ReactNode };

/** The first of many, and more of them at a press. */
export function FirstOfMany<Item>({ items, noun, children }: Props<Item>) {
  const [shown, setShown] = useState(AT_FIRST);
  const left = items.length - shown;
  return (
    <>
      {items.slice(0, shown).map(children)}
      {left > 0 && (
        <div>
          <Button size="small" onClick={() => setShown((now) => now + MORE)}>
            {`Show more (${left.toLocaleString("en")} ${noun} left)`}
          </Button>
        </div>
      )}
    </>
  );
}
