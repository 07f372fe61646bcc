/** What a schedule and a trigger have in common. */
export type Automation = {
  readonly name: string;
  readonly graph: string;
  readonly folder: string;
  /** Null: the latest sealed one. */
  readonly revision: number | null;
};

/** What a person wants of it. */
export type AutomationState = "new" | "active" | "paused" | "removed";

/** The next step that one press does: publish, pause or resume. */
export const STEPS = {
  new: { act: "Publish", to: "active" },
  active: { act: "Pause", to: "paused" },
  paused: { act: "Resume", to: "active" },
} as const;
