import "./tokens.css";
import "./global.css";

// Some packages read it while they load; a browser has none.
Object.assign(globalThis, { process: { env: {} } });
