import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { networkOf, senderNetwork } from "../../../adapters/web/network.ts";
import { comesFromUs } from "../../../adapters/web/origin.ts";
import { reports } from "../../support/reports.ts";
import { type RunningForm, startForm } from "../../support/web.ts";

let form: RunningForm;
beforeAll(async () => {
  form = await startForm({
    mounts: [
      { prefix: "/slack", handle: async (request) => new Response(`slack ${await request.text()}`) },
      { prefix: "/broken", handle: () => Promise.reject(new RangeError("secret detail")) },
    ],
  });
});
afterAll(() => form.stop());
beforeEach(() => {
  form.intake.broken.database = false;
  form.intake.broken.waitSeconds = 0;
  form.intake.submissions.length = 0;
  form.intake.networks.length = 0;
});

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(form.url + path, { method: "POST", headers, body: new URLSearchParams(fields) });
const website = "/report/website?lang=en";

describe("every answer", () => {
  const paths = [
    "/",
    "/report/software",
    "/report/website",
    "/report/own-product",
    "/status",
    "/policy",
    "/nowhere",
    "/live",
    "/ready",
  ];
  test.each(paths)("of %s says what browsers must not do with it", async (path) => {
    const { headers } = await fetch(form.url + path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("set-cookie")).toBeNull();
  });

  test.each(["/style.css", "/page.js", "/favicon.ico"])("%s may be kept for an hour", async (path) => {
    const answer = await fetch(form.url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=3600");
  });

  test("asks nothing of a third party", async () => {
    for (const path of paths) {
      const page = await (await fetch(form.url + path)).text();
      expect([...page.matchAll(/(?:src|href|action)="(?!\/|#)[^"]*"/g)].map((m) => m[0])).toEqual([]);
    }
  });
});

describe("a post", () => {
  const own = "https://desk.example";
  const rows: readonly (readonly [Record<string, string>, boolean])[] = [
    [{}, true],
    [{ "sec-fetch-site": "same-origin", origin: "null" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ origin: own }, true],
    [{ "sec-fetch-site": "cross-site", origin: "https://evil.example" }, false],
    [{ "sec-fetch-site": "same-site", origin: "https://other.desk.example" }, false],
    [{ "sec-fetch-site": "cross-site", origin: "null" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ origin: "null" }, false],
  ];
  test.each(rows)("with %j: from us is %s", (headers, ours) => {
    expect(comesFromUs(new Headers(headers), { publicUrl: new URL(`${own}/`) })).toBe(ours);
  });
  test("that a browser calls cross-site is refused over plain http too", () => {
    const http = { publicUrl: new URL("http://127.0.0.1:8080") };
    expect(comesFromUs(new Headers({ "sec-fetch-site": "cross-site", origin: "null" }), http)).toBe(false);
    expect(comesFromUs(new Headers({ "sec-fetch-site": "cross-site" }), http)).toBe(false);
  });
  test("over plain http, where browsers say no more than Origin: null, is taken", () => {
    expect(comesFromUs(new Headers({ origin: "null" }), { publicUrl: new URL("http://192.0.2.1:8080") })).toBe(true);
  });
  test("from another site gets a page that says why", async () => {
    const answer = await post(website, reports.website, { origin: "https://evil.example" });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("from a page of another site");
  });
});

test("a field that people do not see is asked back kindly, with the text kept and the trap empty", async () => {
  const answer = await post(website, { ...reports.website, homepage: "http://spam.example", step: "send" });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("should stay empty was filled in");
  expect(page).toContain("https://www.example.jp/search?q=1");
  expect(page).not.toContain("spam.example");
  expect(form.intake.submissions).toEqual([]);
});

describe("too many sendings", () => {
  test("are told how long to wait, and lose no text", async () => {
    form.intake.broken.waitSeconds = 120;
    const answer = await post(website, { ...reports.website, step: "send", remarks: "kept words" });
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("120");
    const page = await answer.text();
    expect(page).toContain("try again in 2 minutes");
    expect(page).toContain("kept words");
  });
  test("with files lose no text either, and leave no file", async () => {
    form.intake.broken.waitSeconds = 5;
    const body = new FormData();
    for (const [key, value] of Object.entries({ ...reports.website, step: "send", remarks: "kept words" }))
      body.append(key, value);
    body.append("files", new File(["x"], "a"));
    const answer = await fetch(form.url + website, { method: "POST", body });
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain("kept words");
  });
  test("of programs get JSON", async () => {
    form.intake.broken.waitSeconds = 30;
    const answer = await post(website, reports.website, { accept: "application/json" });
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ errors: [{ code: "too-often" }] });
  });
  test("are counted when they are sent, not while one fills in the form", async () => {
    await post(website, { ...reports.website, step: "check" });
    await post(website, { ...reports.website, step: "edit" });
    expect(form.intake.networks).toEqual([]);
    await post(website, { ...reports.website, step: "send" }, { "x-forwarded-for": "203.0.113.9, 198.51.100.7" });
    expect(form.intake.networks).toEqual(["198.51.100.0/24"]);
  });
});

describe("a desk whose database is down", () => {
  test("takes nothing, says so, and hands the text back", async () => {
    form.intake.broken.database = true;
    const answer = await post(website, { ...reports.website, step: "send", remarks: "kept words" });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("60");
    const page = await answer.text();
    expect(page).toContain("nothing was stored");
    expect(page).toContain("kept words");
  });
  test("fails between counting and storing just as politely", async () => {
    const admit = form.intake.admit;
    form.intake.admit = async () => ({ ok: true, sendings: 1 });
    form.intake.broken.database = true;
    const answer = await post(website, reports.website, { accept: "application/json" });
    form.intake.admit = admit;
    expect(answer.status).toBe(503);
    expect(form.logged()).not.toContain("hanako@example.jp");
  });
  test("is live but not ready", async () => {
    form.intake.broken.database = true;
    expect((await fetch(`${form.url}/live`)).status).toBe(200);
    expect((await fetch(`${form.url}/ready`)).status).toBe(503);
    form.intake.broken.database = false;
    expect((await fetch(`${form.url}/ready`)).status).toBe(200);
  });
});

test("another handler answers under its own path, whatever the origin", async () => {
  const answer = await post("/slack/events", { a: "b" }, { origin: "https://evil.example" });
  expect(await answer.text()).toBe("slack a=b");
});

test("a page asked for in a wrong way or that does not exist says so", async () => {
  expect((await fetch(`${form.url}/`, { method: "PUT" })).status).toBe(405);
  const missing = await fetch(`${form.url}/nowhere`, { headers: { accept: "application/json" } });
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ errors: [{ code: "not-found" }] });
});

test("what finders write never reaches the log", () => {
  expect(form.logged()).toContain("report received");
  for (const canary of ["kept words", "hanako", "example.jp", "spam.example"])
    expect(form.logged()).not.toContain(canary);
});

test("a bug of ours is shown as an id alone, and logged under it", async () => {
  const answer = await fetch(`${form.url}/broken/x`, { headers: { "accept-language": "en" } });
  expect(answer.status).toBe(500);
  const page = await answer.text();
  expect(page).not.toContain("secret detail");
  const id = /give the number ([0-9a-f]{8})/.exec(page)?.[1] ?? "no id";
  expect(form.logged()).toContain(id);
});

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1234:5678::1", "2001:db8:1234:5600::/56"],
  ["fe80::1%eth0", "fe80:0:0:0::/56"],
  ["::1", "0:0:0:0::/56"],
  ["", "unknown"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("only a proxy on this machine is believed about the sender", () => {
  expect(senderNetwork("127.0.0.1", "10.0.0.1, 198.51.100.7")).toBe("198.51.100.0/24");
  expect(senderNetwork("203.0.113.1", "198.51.100.7")).toBe("203.0.113.0/24");
  expect(senderNetwork("127.0.0.1", "nonsense")).toBe("127.0.0.0/24");
});
