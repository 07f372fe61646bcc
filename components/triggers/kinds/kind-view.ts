import type { ReactNode } from "react";
import type { TriggerView } from "#contract/triggers/triggers.ts";

/** What is typed of the settings of a kind, by the name of the field. */
export type KindEntries = Readonly<Record<string, string>>;

/** What the fields of a kind are given. */
export type KindFieldsProps = {
  readonly entries: KindEntries;
  /** What is wrong with a field; null where nothing is, or it is not said yet. */
  readonly problemOf: (field: string) => string | null;
  readonly onEntry: (field: string, entry: string) => void;
  readonly onLeave: (field: string) => void;
};

/** How a kind of trigger is shown and set up. */
export type KindView = {
  /** What it takes, for whoever chooses a kind. */
  readonly hint: string;
  /** What expressions of it look like. */
  readonly filterExample: string;
  readonly paramExample: string;
  readonly newEntries: KindEntries;
  /** By field: its label. */
  readonly labels: Readonly<Record<string, string>>;
  readonly entriesOf: (settings: TriggerView["settings"]) => KindEntries;
  readonly settingsOf: (entries: KindEntries) => {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly problems: ReadonlyMap<string, string>;
  };
  readonly Fields: (props: KindFieldsProps) => ReactNode;
  /** What is said of it on its page, such as where events are sent to. */
  readonly About: (props: { readonly trigger: TriggerView }) => ReactNode;
};
