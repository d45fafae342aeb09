import { expect, test } from "vitest";
import { newHome, startDesk } from "../support/process.ts";

test.each([
  ["a rejection that nobody waits for", "Promise.reject(error)"],
  ["an error that nobody catches", "setImmediate(() => { throw error })"],
])(
  "%s ends the desk in order, with a log line that has none of the error's words",
  async (_, how) => {
    const fault = `const error = Object.assign(new Error("canary"), { detail: "canary" }); ${how};`;
    // In base64, because a place in the code is logged by the address of its module.
    const code = Buffer.from(`process.on("SIGUSR2", () => { ${fault} });`).toString("base64");
    const hook = `data:text/javascript;base64,${code}`;
    const home = newHome();
    const desk = await startDesk({ TODOKE_HOME: home, NODE_OPTIONS: `--import=${hook}` });
    expect(await desk.end("SIGUSR2")).toBe(1);
    expect(desk.output()).toContain('"type":"Error"');
    expect(desk.output()).not.toContain("canary");
    const next = await startDesk({ TODOKE_HOME: home });
    expect(await next.end()).toBe(0);
  },
  60_000,
);
