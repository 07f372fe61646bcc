import { z } from "zod";

// Zod would try to compile its readers with `new Function`, which our pages forbid: each try is an error in the console.
// Next runs this file before any other module of a page, so that no schema is made before it.
z.config({ jitless: true });
