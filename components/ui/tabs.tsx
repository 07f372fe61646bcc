"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import styles from "./tabs.module.css";

export type Tab = { readonly id: string; readonly label: ReactNode; readonly content: ReactNode };

type Props = {
  label: string;
  tabs: readonly Tab[];
  active: string;
  onChange: (id: string) => void;
  /** They stand within what has an edge of its own, and begin at that edge. */
  isWithin?: boolean;
};

/** Only the panel that is looked at is mounted. */
export function Tabs({ label, tabs, active, onChange, isWithin }: Props) {
  return (
    <Base.Root value={active} onValueChange={(value) => onChange(String(value))} className={styles.root}>
      <Base.List className={styles.list} aria-label={label} data-within={isWithin || undefined}>
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={styles.tab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
