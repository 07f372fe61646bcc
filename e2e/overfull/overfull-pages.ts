import type { Locator, Page } from "@playwright/test";
import type { Overfull } from "./make-overfull.ts";
import { ASKING, ASKS, DONE, FAILS, GRAPH, ITEMS, NAME, WARNED } from "./overfull-graph.ts";

/** What is opened on a page that is shown already, and has to be in order as well. */
type Part = {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  readonly shown: (page: Page) => Locator;
  readonly close?: (page: Page) => Promise<void>;
};

export type OverfullPage = {
  readonly name: string;
  readonly path: (made: Overfull) => string;
  readonly shown: (page: Page) => Locator;
  readonly parts?: readonly Part[];
};

const heading = (name: string | RegExp) => (page: Page) => page.getByRole("heading", { name, level: 1 });
const region = (name: string) => (page: Page) => page.getByRole("region", { name, exact: true });
const table = (name: string) => (page: Page) => page.getByRole("table", { name, exact: true });
const dialogBy = (button: string | RegExp): Part => ({
  name: `the dialog of ${button}`,
  open: (page) => page.getByRole("button", { name: button }).first().click(),
  shown: (page) => page.getByRole("dialog"),
  close: (page) => page.keyboard.press("Escape"),
});
const tab = (name: string): Part => ({
  name,
  open: (page) => page.getByRole("tab", { name, exact: true }).click(),
  shown: (page) => page.getByRole("tab", { name, exact: true, selected: true }),
});
const track = (vertex: string) => (made: Overfull) =>
  `/pipelines/${made.pipeline}?track=${encodeURIComponent(vertex)}`;
const shownTrack = (page: Page) => page.getByRole("heading", { level: 2 }).last();
const at = (path: string) => () => path;
const inspected = (vertex: string): Part => ({
  name: `the inspector of ${vertex.slice(0, 8)}`,
  open: (page) => page.getByRole("group", { name: new RegExp(`^${vertex}, `) }).press("Enter"),
  shown: (page) => page.getByRole("region", { name: "Inspector" }).locator(`[value="${vertex}"]`),
});

/** Every page, with the main dialogs of each. */
export const OVERFULL_PAGES: readonly OverfullPage[] = [
  { name: "home", path: at("/"), shown: heading("Home") },
  { name: "graphs", path: at("/graphs"), shown: table("Graphs"), parts: [dialogBy("New graph")] },
  {
    name: "editor",
    path: at(`/graphs/${GRAPH}`),
    shown: region("Canvas"),
    parts: [inspected(DONE), inspected(ASKS), tab("Outline"), dialogBy(/^Launch/)],
  },
  {
    name: "editor with warnings",
    path: at(`/graphs/${WARNED}`),
    shown: region("Problems"),
    parts: [dialogBy(/^Seal/)],
  },
  { name: "revision", path: at(`/graphs/${GRAPH}?revision=1`), shown: heading(/@1$/) },
  { name: "revisions", path: at(`/graphs/${ASKING}/revisions`), shown: heading(/^Revisions/) },
  { name: "history", path: at(`/graphs/${GRAPH}/history`), shown: heading(/^History/) },
  { name: "differences", path: at(`/graphs/${ASKING}/diff?a=1&b=2`), shown: heading(/@1/) },
  { name: "pipelines", path: at("/pipelines"), shown: table("Pipelines") },
  {
    name: "run",
    path: track(FAILS),
    shown: shownTrack,
    parts: [dialogBy(/^Retry fails/), dialogBy(/^Show all param/), dialogBy(/^Cancel/)],
  },
  {
    name: "track of a script",
    path: track(DONE),
    shown: shownTrack,
    parts: [tab("Log"), tab("Events"), tab("Tracks"), tab("Timeline")],
  },
  { name: "track of an approval", path: track(ASKS), shown: shownTrack },
  { name: "track with items", path: track(ITEMS), shown: shownTrack },
  {
    name: "all logs",
    path: ({ pipeline }) => `/pipelines/${pipeline}/logs`,
    shown: (page) => page.getByRole("log"),
  },
  {
    name: "comparison",
    path: ({ pipeline, other }) =>
      `/pipelines/${pipeline}/compare/${other}?all=1&track=${encodeURIComponent(DONE)}`,
    shown: table("Compared tracks"),
  },
  { name: "inbox", path: at("/inbox"), shown: (page) => page.getByRole("form", { name: /^Answer for/ }) },
  { name: "schedules", path: at("/schedules"), shown: table("Schedules") },
  { name: "schedule", path: at(`/schedules/${NAME("schedule-0")}`), shown: region("Settings") },
  {
    name: "form of a schedule",
    path: at(`/schedules/${NAME("schedule-0")}?edit=1`),
    shown: (page) => page.getByRole("form"),
  },
  { name: "triggers", path: at("/triggers"), shown: table("Triggers") },
  { name: "trigger", path: at(`/triggers/${NAME("trigger-0")}`), shown: table("Deliveries") },
  {
    name: "form of a trigger",
    path: at(`/triggers/${NAME("trigger-0")}?edit=1`),
    shown: (page) => page.getByRole("form"),
  },
  { name: "streams", path: at("/streams"), shown: table("Record streams") },
  { name: "stream", path: at(`/streams/${NAME("stream-0")}`), shown: region("Settings") },
  {
    name: "form of a stream",
    path: at(`/streams/${NAME("stream-0")}?edit=1`),
    shown: (page) => page.getByRole("form"),
  },
  { name: "runners", path: at("/runners"), shown: table("Added runners"), parts: [dialogBy("Add a runner")] },
  { name: "secrets", path: at("/settings"), shown: table("Secrets"), parts: [dialogBy("Add a secret")] },
  { name: "connections", path: at("/settings/connections"), shown: table("Connections") },
  { name: "notices", path: at("/settings/notices"), shown: table("Rules") },
  { name: "rule of notices", path: at(`/settings/notices/${NAME("notice-0")}`), shown: region("Settings") },
  { name: "people", path: at("/settings/people"), shown: table("People"), parts: [dialogBy("Add a person")] },
  { name: "groups", path: at("/settings/groups"), shown: table("Groups") },
  {
    name: "folders",
    path: at(`/settings/folders`),
    shown: heading("Folders"),
    parts: [dialogBy("Give a role")],
  },
  {
    name: "tokens",
    path: at("/settings/tokens"),
    shown: table("Tokens"),
    parts: [dialogBy("Create a token")],
  },
  { name: "audit", path: at("/settings/audit"), shown: heading("Audit") },
];
