import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalIpAddress } from "./ip-address.ts";

describe("normalIpAddress", () => {
  it.each([
    ["192.168.100.10", "192.168.100.10"],
    ["2001:DB8::0001", "2001:db8::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["::ffff:10.0.0.1", "::ffff:10.0.0.1"],
    ["::FFFF:0a00:0001", "::ffff:10.0.0.1"],
    ["1::", "1::"],
    ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
    ["::1.2.3.4", "::102:304"],
  ])("writes %s as %s", (text, normal) => {
    expect(normalIpAddress(text)).toBe(normal);
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "0x7f.0.0.1",
    "127.1",
    "2130706433",
    "::ffff:0x7f.0.0.1",
    "::ffff:010.0.0.1",
    "256.1.1.1",
    "1.2.3.4/24",
    "1.2.3.4 ",
    "fe80::1%eth0",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "::12345",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "g::1",
    ":1",
    "1:",
    "$(id)",
    "[::1]",
  ])("%j is not an address", (text) => {
    expect(normalIpAddress(text)).toBeNull();
  });

  it("accepts the same addresses as Node, and does not change an address in normal form", () => {
    const groups = fc.array(fc.constantFrom("0", "0000", "1", "ab", "FFFF", "10.0.0.1", "", "12345", "1.2"), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.ipV6(),
          groups.map((parts) => parts.join(":")),
        ),
        (text) => {
          const normal = normalIpAddress(text);
          expect(normal !== null).toBe(isIP(text) !== 0);
          if (normal === null) return;
          expect(normalIpAddress(normal)).toBe(normal);
          if (text.includes(":") && !normal.startsWith("::ffff:"))
            expect(`[${normal}]`).toBe(new URL(`http://[${text}]`).hostname);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
