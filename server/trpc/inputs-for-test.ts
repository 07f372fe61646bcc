import { randomUUID } from "node:crypto";

/** All that is in one folder. Its names have the folder's in them, so that an answer shows where it has something from. */
export type Side = {
  readonly folder: string;
  readonly graph: string;
  readonly pipeline: number;
  readonly prompt: number;
  readonly secret: string;
  readonly label: string;
  readonly grant: number;
  readonly below: string;
};

export const GRAPH = (name: string) =>
  `signalbox: 1\nname: ${name}\nvertices:\n  A: { kind: approval, prompt: { title: Go? } }\n  B: { script: 'true' }\nedges: [A -> B]\n`;

/** What belongs to no folder. */
export type Whole = { readonly personId: number; readonly groupId: number; readonly sessionId: number };

/** What every answer of a passkey has. */
const SIGNED = { id: "x", clientDataJSON: "x" };

/** For each procedure an input that is about one side; for those about the whole server, one that could be carried out. */
export const INPUTS: Readonly<Record<string, (side: Side, whole: Whole) => unknown>> = {
  "graphs.list": () => ({}),
  "graphs.show": ({ graph }) => ({ name: graph }),
  "graphs.export": ({ graph }) => ({ name: graph }),
  "graphs.diff": ({ graph }) => ({ name: graph, a: 1 }),
  "graphs.create": ({ folder }) => ({ name: "new", folder }),
  "graphs.createExample": ({ folder }) => ({ folder }),
  "graphs.applyText": ({ graph }) => ({ text: GRAPH(graph) }),
  "graphs.save": ({ graph }) => ({
    name: graph,
    edit: 1,
    file: { signalbox: 1, vertices: { A: { script: "x" } } },
  }),
  "graphs.seal": ({ graph }) => ({ name: graph }),
  "graphs.rename": ({ graph }) => ({ name: graph, to: "renamed" }),
  "graphs.move": ({ graph, below }) => ({ name: graph, folder: below }),
  "graphs.delete": ({ graph }) => ({ name: graph }),
  "folders.list": () => undefined,
  "folders.admins": () => undefined,
  "folders.create": ({ folder }) => ({ folder, name: "made" }),
  "folders.rename": ({ below }) => ({ folder: below, name: "renamed" }),
  "folders.move": ({ below, folder }) => ({ folder: below, to: folder }),
  "folders.delete": ({ below }) => ({ folder: below }),
  "grants.list": ({ folder }) => ({ folder }),
  "grants.candidates": () => undefined,
  "grants.add": ({ folder }, { personId }) => ({ folder, role: "designer", person: personId }),
  "grants.remove": ({ folder, grant }) => ({ folder, id: grant }),
  "groups.list": () => undefined,
  "groups.add": () => ({ name: "new group" }),
  "groups.rename": (_side, { groupId }) => ({ id: groupId, name: "renamed" }),
  "groups.remove": (_side, { groupId }) => ({ id: groupId }),
  "groups.addMember": (_side, { groupId, personId }) => ({ id: groupId, person: personId }),
  "groups.removeMember": (_side, { groupId, personId }) => ({ id: groupId, person: personId }),
  "pipelines.launchForm": ({ graph }) => ({ graph }),
  "pipelines.launch": ({ graph }) => ({ graph }),
  "pipelines.list": () => ({}),
  "pipelines.show": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.design": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.attempts": ({ pipeline }) => ({ id: pipeline, vertex: "B" }),
  "pipelines.events": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.readLog": ({ pipeline }) => ({ id: pipeline, vertex: "B" }),
  "pipelines.watch": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.watchAll": ({ pipeline }) => ({ watches: [{ id: pipeline }] }),
  "pipelines.summary": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.afterCancel": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.cancel": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.pause": ({ pipeline }) => ({ id: pipeline }),
  "pipelines.setPriority": ({ pipeline }) => ({ id: pipeline, priority: 3 }),
  "pipelines.undo": ({ pipeline }) => ({ id: pipeline, reason: "r" }),
  "pipelines.resume": ({ pipeline }) => ({ id: pipeline }),
  "tracks.afterRetry": ({ pipeline }) => ({ id: pipeline, vertex: "B" }),
  "tracks.retry": ({ pipeline }) => ({ id: pipeline, vertex: "B", reason: "r" }),
  "tracks.force": ({ pipeline }) => ({ id: pipeline, vertex: "B", to: "skipped", reason: "r" }),
  "tracks.set": ({ pipeline }) => ({ id: pipeline, vertex: "B", inputs: {}, reason: "r" }),
  "tracks.break": ({ pipeline }) => ({ id: pipeline, vertex: "B", isSet: true }),
  "prompts.list": () => ({}),
  "prompts.show": ({ prompt }) => ({ id: prompt }),
  "prompts.answer": ({ prompt }) => ({ id: prompt, verdict: "approve" }),
  "prompts.delegate": ({ prompt }) => ({ id: prompt, to: "nobody" }),
  "requests.outcome": () => ({ id: randomUUID() }),
  "runners.list": () => undefined,
  "runners.labels": () => undefined,
  "runners.bindLabel": ({ label, folder }) => ({ label, folder }),
  "runners.freeLabel": ({ label }) => ({ label }),
  "runners.drain": () => ({ name: "r1" }),
  "runners.tokens": () => undefined,
  "runners.add": () => ({ name: "far" }),
  "runners.revokeToken": () => ({ id: 1 }),
  "secrets.list": () => undefined,
  "secrets.save": ({ secret }) => ({ name: secret, value: "another-value" }),
  "secrets.delete": ({ secret }) => ({ name: secret }),
  "system.overview": () => undefined,
  "system.examine": () => ({}),
  "account.show": () => undefined,
  "account.save": () => ({ name: "me", email: null }),
  "account.setPassword": () => ({ current: null, password: "correct horse battery" }),
  "account.sessions": () => undefined,
  "account.endSession": (_side, { sessionId }) => ({ id: sessionId }),
  "people.list": () => undefined,
  "people.add": () => ({ name: "new", email: null }),
  "people.remove": (_side, { personId }) => ({ id: personId }),
  "people.makeLink": (_side, { personId }) => ({ id: personId }),
  "people.allowProvider": (_side, { personId }) => ({ id: personId, isAllowed: true }),
  "account.linkProvider": () => ({ proof: null }),
  "account.unlinkProvider": () => ({ proof: null }),
  "devices.begin": () => ({ host: "box", acts: ["read"] }),
  "devices.poll": () => ({ token: "x" }),
  "devices.show": () => ({ code: "x" }),
  "devices.decide": () => ({ code: "x", acts: ["read"] }),
  "tokens.revokeOwn": () => ({}),
  "signIn.byProvider": () => ({ to: "/" }),
  "people.removeSecondFactor": (_side, { personId }) => ({ id: personId }),
  "secondFactor.start": () => ({ current: null }),
  "secondFactor.confirm": () => ({ code: "123456" }),
  "secondFactor.turnOff": () => ({ proof: "x" }),
  "secondFactor.renewCodes": () => ({ proof: "x" }),
  "signIn.byCode": () => ({ code: "123456" }),
  "people.removePasskeys": (_side, { personId }) => ({ id: personId }),
  "passkeys.list": () => undefined,
  "passkeys.beginConfirm": () => ({}),
  "passkeys.begin": () => ({ proof: null }),
  "passkeys.add": () => ({ name: "key", answer: { ...SIGNED, attestationObject: "x", transports: [] } }),
  "passkeys.remove": () => ({ id: 1, proof: null }),
  "signIn.beginPasskey": () => ({}),
  "signIn.byPasskey": () => ({ ...SIGNED, authenticatorData: "x", signature: "x", userHandle: null }),
  "tokens.list": () => undefined,
  "tokens.create": () => ({ name: "t", acts: ["read"] }),
  "tokens.revoke": () => ({ id: 1 }),
  "audit.list": () => ({}),
  "audit.export": () => ({}),
  "audit.head": () => undefined,
  "signIn.out": () => ({}),
  "signIn.byPassword": () => ({ email: "a@b.c", password: "x" }),
  "signIn.byLink": () => ({ token: "x" }),
};
