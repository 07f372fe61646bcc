import { expect, test } from "vitest";
import { passkeyNames, passkeyPlaceOf } from "./passkey-site.ts";

const LOCAL = { url: "http://127.0.0.1:3000", port: 3000 };
const PUBLIC = { url: "https://box.example", port: 3000 };
const TLS = { certificate: "c", key: "k" };

test.each([
  ["this machine by name", LOCAL, "localhost:3000", "localhost", "http://localhost:3000"],
  [
    "this machine by name, with a certificate",
    { ...LOCAL, tls: TLS },
    "localhost:3000",
    "localhost",
    "https://localhost:3000",
  ],
  ["the configured name", PUBLIC, "box.example", "box.example", "https://box.example"],
  ["the configured name, with its port", PUBLIC, "box.example:443", "box.example", "https://box.example"],
  [
    "this machine by name, beside a configured name",
    PUBLIC,
    "localhost:3000",
    "localhost",
    "http://localhost:3000",
  ],
  [
    "a tunnel that is configured",
    { url: "http://localhost:4000", port: 3000 },
    "localhost:4000",
    "localhost",
    "http://localhost:4000",
  ],
  [
    "an own port of https",
    { url: "https://box.example:8443/", port: 3000 },
    "box.example:8443",
    "box.example",
    "https://box.example:8443",
  ],
])("passkeys work at %s", (_name, addresses, host, rpId, origin) => {
  expect(passkeyPlaceOf(host, addresses)).toEqual({ works: true, site: { rpId, origin } });
});

test.each([
  ["an IP address of this machine", LOCAL, "127.0.0.1:3000", /is an IP address/, "http://localhost:3000"],
  ["an IP address of IPv6", LOCAL, "[::1]:3000", /is an IP address/, "http://localhost:3000"],
  [
    "an IP address although there is a name",
    PUBLIC,
    "127.0.0.1:3000",
    /is an IP address/,
    "https://box.example",
  ],
  [
    "a configured IP address with https",
    { url: "https://10.0.0.7", port: 3000 },
    "10.0.0.7",
    /is an IP address/,
    "http://localhost:3000",
  ],
  [
    "the port of another program",
    LOCAL,
    "localhost:4000",
    /do not work at localhost:4000/,
    "http://localhost:3000",
  ],
  [
    "a name without https",
    { url: "http://box.example", port: 3000 },
    "box.example",
    /do not work at box/,
    "http://localhost:3000",
  ],
  ["a name below the configured one", PUBLIC, "evil.box.example", /do not work/, "https://box.example"],
  ["another port of the configured name", PUBLIC, "box.example:8443", /do not work/, "https://box.example"],
  ["nothing", LOCAL, "", /do not work/, "http://localhost:3000"],
])("passkeys do not work at %s, and the answer says where they do", (_name, addresses, host, text, url) => {
  expect(passkeyPlaceOf(host, addresses)).toEqual({ works: false, text: expect.stringMatching(text), url });
});

test("the names at which passkeys work are the configured one, where it fits, and this machine's own", () => {
  expect(passkeyNames(PUBLIC)).toEqual(["box.example", "localhost"]);
  expect(passkeyNames(LOCAL)).toEqual(["localhost"]);
});
