import type { PromptView } from "#contract/prompts.ts";

const APPROVAL: PromptView = {
  id: 1,
  state: "open",
  pipeline: { id: 1, name: "deploy" },
  folder: "",
  graph: "deploy",
  revision: 1,
  vertex: "gate",
  description: null,
  approval: { title: "Go live?", dueAt: null },
  fields: [],
  shown: [],
  script: null,
  before: [],
  after: [],
  openedAt: new Date(0),
  closedAt: null,
  answeredBy: null,
  values: null,
  comment: null,
};

/** A prompt as the server shows it, an approval where nothing else is given, for tests of components. */
export function promptForTest(given: Partial<PromptView>): PromptView {
  return { ...APPROVAL, ...given };
}
