import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { mailServerOf } from "#platform/settings/mail-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { NoticeLanes } from "./notice-lanes.ts";
import { saveNoticeRule, testNoticeRule } from "./save-notice-rule.ts";
import type { SendingParts } from "./send-notices.ts";
import { noticeLogOf } from "./show-notices.ts";

const { database } = await startTestSystem();
/** Who got each e-mail. */
const taken: string[][] = [];
/** How the mail server answers to addresses. */
const refusals = new Map<string, number>();
let smtp: SMTPServer;
let parts: SendingParts;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      const code = refusals.get(address);
      done(code === undefined ? null : Object.assign(new Error("not now"), { responseCode: code }));
    },
    onData: (stream, { envelope }, done) => {
      stream.resume();
      stream.on("end", () => {
        taken.push(envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  parts = {
    database,
    secrets: async () => secretBox(Buffer.alloc(32, 5)),
    outlets: {
      allowed: allowedAddresses([]),
      mailServer: mailServerOf(`smtp://127.0.0.1:${port}`, "signalbox@example.com"),
      site: "https://signalbox.example.com",
    },
  };
});

afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

test("whoever has an e-mail does not get it again because the mail server refused others, for now or for good", async () => {
  const save = (...to: string[]) => {
    const rule = { name: "mail", folder: "", on: ["failed"], to: { kind: "email", to } };
    return saveNoticeRule(
      database,
      saveNoticeRuleInput.parse(rule) as NoticeRuleInput,
      COMMAND_LINE,
      parts.outlets,
    );
  };
  const tryNow = async () => {
    await database.pool.query("UPDATE notice SET due_at = now(3) WHERE state = 'waiting'");
    const lanes = new NoticeLanes(parts, (error) => expect(error).toBeUndefined());
    while ((await lanes.begin()) > 0) await lanes.idle();
    return (await noticeLogOf(database.queries, { name: "mail" })).entries[0];
  };
  await save("ann@example.com", "bob@Example.COM", "gone@example.com", "left@example.com");
  refusals.set("gone@example.com", 550).set("bob@example.com", 450).set("left@example.com", 451);
  await testNoticeRule(database, "mail", COMMAND_LINE);
  expect(await tryNow()).toMatchObject({
    state: "waiting",
    reason: "the mail server took it for 1 of 4, refused it for 1, asks to try again for 2",
  });
  // All whom it is still for are refused for now.
  expect(await tryNow()).toMatchObject({ state: "waiting" });
  refusals.delete("bob@example.com");
  await save("ann@example.com", "bob@Example.COM", "new@example.com");
  expect(await tryNow()).toMatchObject({ state: "sent", reason: null });
  expect(taken).toEqual([["ann@example.com"], ["bob@example.com"]]);

  refusals.set("bob@example.com", 550);
  await testNoticeRule(database, "mail", COMMAND_LINE);
  expect((await tryNow())?.tries).toMatchObject([
    { isSent: true, answer: "the mail server took it for 2 of 3, refused it for 1" },
  ]);
  expect(taken.at(-1)).toEqual(["ann@example.com", "new@example.com"]);
});
