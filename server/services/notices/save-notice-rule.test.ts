import { expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { removeNotices, saveNoticeRule, testNoticeRule } from "./save-notice-rule.ts";
import { listRuleViews, noticeLogOf } from "./show-notices.ts";

const system = await startTestSystem();
const { database } = system;
const OUTLETS = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };

const save = (input: object) =>
  saveNoticeRule(database, saveNoticeRuleInput.parse(input) as NoticeRuleInput, COMMAND_LINE, OUTLETS);

test("a rule is changed only by who saw it as it is; a new one takes the name of no other", async () => {
  const to = { kind: "webhook", url: `https://hooks.example.com/versions` };
  const rule = { name: "versions", folder: "", on: ["late"], late: "2h", to, active: false };
  const versionNow = async () =>
    (await listRuleViews(database.queries, COMMAND_LINE)).find(({ name }) => name === "versions")?.version ??
    0;
  await save({ ...rule, version: 0 });
  const first = await versionNow();
  await expect(save({ ...rule, version: 0 })).rejects.toThrow("already");
  await save({ ...rule, late: "3h", version: first });
  await expect(save({ ...rule, late: "4h", version: first })).rejects.toThrow(
    'changed the notice rule "versions" in between',
  );
  await save({ ...rule, late: "4h", version: await versionNow() });
  await removeNotices(database, { name: "versions" }, COMMAND_LINE);
  await expect(save({ ...rule, version: first })).rejects.toMatchObject({
    refusal: { code: "not-found", todo: "Make it as a new one." },
  });
  const both = await Promise.allSettled([save({ ...rule, version: 0 }), save({ ...rule, version: 0 })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a rule that is switched off sends nothing that it had still to send, except tests", async () => {
  const to = { kind: "webhook", url: "https://hooks.example.com/off" };
  const rule = { name: "off", folder: "", on: ["failed"], to };
  await save(rule);
  // As after a failure whose receiver was away, and in quiet hours.
  for (const state of ["waiting", "held", "sent"]) {
    await testNoticeRule(database, "off", COMMAND_LINE);
    await database.pool.query(
      "UPDATE notice SET kind = 'failed', state = ? WHERE kind = 'test' ORDER BY id DESC LIMIT 1",
      [state],
    );
  }
  await testNoticeRule(database, "off", COMMAND_LINE);
  await save({ ...rule, active: false });
  const reason = `The rule was switched off by ${COMMAND_LINE.name}.`;
  expect((await noticeLogOf(database.queries, { name: "off" })).entries).toMatchObject([
    { state: "waiting", reason: null },
    { state: "sent", reason: null },
    { state: "dropped", reason },
    { state: "dropped", reason },
  ]);
  await removeNotices(database, { name: "off" }, COMMAND_LINE);
});

test("what a rule cannot do is refused at save, and addresses are not shown to viewers", async () => {
  const rule = { name: "bad", folder: "", on: ["failed"] };
  const refused = (input: object) =>
    save({ ...rule, ...input }).then(
      () => "saved",
      (error: Error) => error.message,
    );
  const to = (url: string) => ({ to: { kind: "webhook", url } });
  expect(await refused(to("http://10.0.0.1/"))).toContain("private address");
  expect(await refused(to("https://[::ffff:169.254.169.254]/"))).toContain("private address");
  expect(await refused(to("http://example.com/"))).toContain("Wanted https://");
  expect(await refused(to("file:///etc/passwd"))).toContain("https://");
  expect(await refused({ to: { kind: "webhook", urlSecret: "nothing" } })).toContain('no secret "nothing"');
  expect(await refused({ ...to("https://example.com"), on: [] })).toContain("at least one thing");
  expect(await refused({ ...to("https://example.com"), on: ["late"] })).toContain(
    "Wanted when a pipeline is late",
  );
  expect(await refused({ ...to("https://example.com"), folder: undefined, graph: "nowhere" })).toContain(
    "no graph",
  );
  const late = { ...rule, ...to("https://example.com"), on: ["late"] };
  expect(() => saveNoticeRuleInput.parse({ ...late, late: "99999999d" })).toThrow("Wanted a duration");
  expect(() => saveNoticeRuleInput.parse({ ...rule, to: { kind: "email", to: ["nobody"] } })).toThrow();
  expect(() => saveNoticeRuleInput.parse({ ...rule, to: { kind: "pager", url: "x" } })).toThrow();
  await system.seal({ name: "deploy", vertices: { A: { script: "true" } } });
  const hook = { kind: "webhook", url: "https://hooks.example.com/x" };
  await save({ name: "hook", graph: "deploy", on: ["failed"], to: hook });
  const viewer = { ...COMMAND_LINE, rights: { grants: [{ folder: "", role: "viewer" as const }] } };
  const views = await listRuleViews(database.queries, viewer as never);
  expect(views.map((each) => each.rule)).toEqual(views.map(() => null));
  expect(views).toHaveLength(2);
  expect(JSON.stringify(views)).not.toContain("example.com");
  await removeNotices(database, { name: "hook" }, COMMAND_LINE);
  expect((await listRuleViews(database.queries, COMMAND_LINE)).map(({ name }) => name)).not.toContain("hook");
});
