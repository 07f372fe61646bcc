"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Fragment, type ReactElement, type ReactNode, useMemo } from "react";
import { Link } from "../buttons/link.tsx";
import styles from "./menu.module.css";
import { pointAnchor } from "./point-anchor.ts";

export type MenuItem = {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** It is switched on or off by choosing it, and says which it is. The menu stays open. */
  readonly isOn?: boolean;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  /** Why whoever looks may not choose it. */
  readonly refused?: string | null;
  /** What choosing it does; left out where it is a link. */
  readonly onSelect?: () => void;
  /** The page that it leads to: a link, which a browser can open in another tab. */
  readonly href?: string;
};

/** A button that opens a short list of actions. */
export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align="end">
          <Base.Popup className={styles.popup}>
            {items.map((item) => (
              <Entry key={item.label} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type OpenMenuProps = {
  label: string;
  /** In groups, with a line between them. */
  groups: readonly (readonly MenuItem[])[];
  /** Where on the screen it opens. */
  at: { readonly x: number; readonly y: number };
  onClose: () => void;
};

/** A list of actions that is open at a point of the screen, as a right click opens one. The focus goes back at its end. */
export function OpenMenu({ label, groups, at, onClose }: OpenMenuProps) {
  const anchor = useMemo(() => pointAnchor(at), [at]);
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} anchor={anchor} side="bottom" align="start">
          <Base.Popup className={styles.popup} aria-label={label}>
            {groups
              .filter((items) => items.length > 0)
              .map((items, place) => (
                <Fragment key={items[0]?.label}>
                  {place > 0 && <Base.Separator className={styles.line} />}
                  {items.map((item) => (
                    <Entry key={item.label} item={item} />
                  ))}
                </Fragment>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ item }: { item: MenuItem }) {
  const settings = {
    className: styles.item ?? "",
    "data-dangerous": item.isDangerous || undefined,
    disabled: item.isDisabled === true || item.refused != null,
    ...(item.refused != null && { title: item.refused, "aria-description": item.refused }),
  };
  const content = (
    <>
      {item.icon}
      <span className={styles.label}>{item.label}</span>
      {item.keys !== undefined && <kbd className={styles.keys}>{item.keys}</kbd>}
    </>
  );
  if (item.href !== undefined)
    return (
      <Base.LinkItem className={settings.className} closeOnClick render={<Link href={item.href} />}>
        {content}
      </Base.LinkItem>
    );
  if (item.isOn === undefined)
    return (
      <Base.Item {...settings} onClick={item.onSelect}>
        {content}
      </Base.Item>
    );
  return (
    <Base.CheckboxItem
      {...settings}
      checked={item.isOn}
      onCheckedChange={() => item.onSelect?.()}
      closeOnClick={false}
    >
      {content}
      <Base.CheckboxItemIndicator>
        <Check aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}
