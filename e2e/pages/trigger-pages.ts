import type { APIRequestContext } from "@playwright/test";
import { call } from "../api.ts";
import { type ShownPage, table } from "./shown-page.ts";

/** Makes a trigger of the graph `pages`, which was given one event. */
export async function prepareTrigger(launcher: APIRequestContext): Promise<void> {
  await call(launcher, "secrets.save", { name: "pages-hook", value: "a long secret" });
  await call(launcher, "triggers.save", {
    name: "pages-push",
    graph: "pages",
    kind: "webhook",
    settings: { secret: "pages-hook" },
    filter: 'body.where != "west\u202E"',
    params: { where: "body.where" },
  });
  await call(launcher, "triggers.send", { name: "pages-push", event: '{"body":{"where":"west\u202E"}}' });
}

export const TRIGGER_PAGES: readonly ShownPage[] = [
  {
    name: "triggers",
    path: () => "/triggers?search=pages",
    shown: table("Triggers"),
    says: "pages-push",
  },
  {
    name: "trigger",
    path: () => "/triggers/pages-push",
    shown: table("Deliveries"),
    says: "The filter is not true",
  },
  {
    name: "form of a trigger",
    path: () => "/triggers/pages-push?edit=1",
    shown: (page) => page.getByRole("form", { name: "Edit pages-push" }),
    says: "which side",
  },
];
