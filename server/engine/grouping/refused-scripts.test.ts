import { expect, test } from "vitest";
import { reasonsOf } from "./group-for-test.ts";

test.each([
  ["next=a,4", true],
  ["next=4", true],
  ["next=a, 4", true],
  ["next='a','4'", true],
  ["next=a,$n", true],
  ["next=a$rest", true],
  ["next={which}", true],
  ["next<<END", true],
  ["next=a", false],
  ["next=a,b", false],
  ["next='a, b'", false],
])("a script inside that writes %s: may it choose by a number? %s", (written, isByNumber) => {
  const script = JSON.stringify(`echo ${written} >> $SIGNALBOX_OUTPUT`);
  const text = `vertices: { s: { script: ${script} }, a: { script: x }, b: { script: x } }\nedges: [s -> a, s -> b]`;
  const found = reasonsOf(text, ["s", "a", "b"]).filter((each) => /numbers/.test(each));
  expect(found).toHaveLength(isByNumber ? 1 : 0);
});

test.each([
  ["printf '%s=%s\\n' next 4 >> $SIGNALBOX_OUTPUT", true],
  ["printf '%s=%s\\n' \"next\" $n >> $SIGNALBOX_OUTPUT", true],
  ["key=next\necho $key=4 >> $SIGNALBOX_OUTPUT", true],
  ["key='next'\necho $key=4 >> $SIGNALBOX_OUTPUT", true],
  ["out = open(os.environ['SIGNALBOX_OUTPUT'], 'a')\nout.write('='.join(['next', str(n)]))", true],
  ['out = open(os.environ["SIGNALBOX_OUTPUT"], "w")\njson.dump({ "next": 4 }, out)', true],
  ["grep 'rel=\"next\"' page.html", false],
  ['url = page["next"]', false],
  ["cur = next;", false],
  ["printf '%s\\n' next", false],
  ["awk '/x/ { next } { print }' log", false],
  ["item = next(items)", false],
  ["echo the next step follows", false],
  ["# key=next", false],
])(
  "a script that has the word before the sign elsewhere: %s: may it choose by a number? %s",
  (script, isByNumber) => {
    const text = `vertices: { s: { script: ${JSON.stringify(script)} }, a: { script: x } }\nedges: [s -> a]`;
    const found = reasonsOf(text, ["s", "a"]).filter((each) => /numbers/.test(each));
    expect(found).toHaveLength(isByNumber ? 1 : 0);
  },
);
