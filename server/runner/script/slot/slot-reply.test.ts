import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slotReplies } from "./slot-reply.ts";

describe("the replies of a slot's shell", () => {
  it.each([
    ["#ended 0 0", { kind: "exited", code: 0 }],
    ["#ended 3 0", { kind: "exited", code: 3 }],
    ["#ended 137 0", { kind: "exited", code: 137 }],
    ["Killed\n#ended 137 0", { kind: "signalled", signal: "SIGKILL" }],
    ["Segmentation fault (core dumped)\n#ended 139 0", { kind: "signalled", signal: "SIGSEGV" }],
    ["bash: line 4: 20776 Killed   ( exec sh )\n#ended 137 0", { kind: "signalled", signal: "SIGKILL" }],
    ["[1]+  Terminated   ( exec sh )\n#ended 143 0", { kind: "signalled", signal: "SIGTERM" }],
    ["Real-time signal 6\n#ended 168 0", { kind: "signalled", signal: "SIG40" }],
    ["dash: 3: cd: can't cd to /x\n#ended 2 0", { kind: "problem", text: "dash: 3: cd: can't cd to /x" }],
  ])("%j", (said, end) => {
    expect(slotReplies().take(`${said}\n`)).toEqual([{ kind: "ended", end, isAnythingLeft: false }]);
  });

  it("are the same wherever the chunks are cut", () => {
    const said = "#fifos\n#ready 5\n#group 12\nKilled\n#ended 137 1\n#left 0\n#ended 0 0\n";
    const whole = slotReplies().take(said);
    expect(whole).toHaveLength(6);
    fc.assert(
      fc.property(fc.array(fc.nat(said.length)), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), said.length];
        const replies = slotReplies();
        expect(at.slice(1).flatMap((end, n) => replies.take(said.slice(at[n], end)))).toEqual(whole);
      }),
    );
  });

  it("keep a text that is no reply as words", () => {
    const replies = slotReplies();
    expect(replies.take("unshare: unshare failed: Operation not permitted\n")).toEqual([]);
    expect(replies.words()).toBe("unshare: unshare failed: Operation not permitted");
  });
});
