import type { InboxItem } from "#contract/prompts/inbox.ts";
import type { ApprovalView, PromptView } from "#contract/prompts/prompts.ts";

/** What a prompt says of its approval, which anybody may give where nothing else is given. */
export function approvalForTest(given: Partial<ApprovalView>): ApprovalView {
  return {
    title: null,
    dueAt: null,
    dueInMs: null,
    assignees: [],
    quorum: 1,
    excludeLauncher: false,
    excludeSealer: false,
    approvals: [],
    able: null,
    impossible: null,
    why: null,
    hasApproved: false,
    canDelegate: false,
    ...given,
  };
}

const APPROVAL: PromptView = {
  id: 1,
  state: "open",
  pipeline: { id: 1, name: "deploy" },
  folder: "",
  graph: "deploy",
  revision: 1,
  digest: "sha256:1",
  vertex: "gate",
  description: null,
  approval: approvalForTest({ title: "Go live?" }),
  fields: [],
  shown: [],
  script: null,
  before: [],
  after: [],
  openedAt: new Date(0),
  closedAt: null,
  whyWithdrawn: null,
  answeredBy: null,
  values: null,
  comment: null,
};

/** A prompt as the server shows it, an approval where nothing else is given, for tests of components. */
export function promptForTest(given: Partial<PromptView>): PromptView {
  return { ...APPROVAL, ...given };
}

/** A row of the inbox, for tests of components. */
export function itemForTest(given: Partial<InboxItem>): InboxItem {
  return {
    id: 1,
    state: "open",
    pipeline: { id: 1, name: "deploy" },
    vertex: "gate",
    question: "Go live?",
    askedOf: "everybody",
    quorum: null,
    openedAt: new Date(0),
    dueAt: null,
    closedAt: null,
    ...given,
  };
}
