import { afterAll, beforeAll, beforeEach } from "vitest";
import { cleanup } from "vitest-browser-react";
import { rememberPage, resetStores } from "./page-reset-for-test.ts";
import "./tokens.css";
import "./global.css";

/** All modules of the pages: a test may ask which were loaded. The browser remembers 250 by itself. */
const MAX_RESOURCES = 20_000;
performance.setResourceTimingBufferSize(MAX_RESOURCES);

// Some packages read it while they load; a browser has none.
Object.assign(globalThis, { process: { env: {} } });

// The files of one browser page share its modules and its document. This file alone is run anew for each of them.
beforeAll(resetStores);
afterAll(rememberPage());
// The package registers it for the file that loads it, which is the first one alone.
beforeEach(() => cleanup());
