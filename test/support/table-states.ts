import { createHash } from "node:crypto";
import type { Answer, Invocation, Place, Principal } from "../../commands/contract.ts";
import type { RoomFacts, Surface } from "../../src/surface.ts";
import { Canaries, fullReport } from "./canaries.ts";
import { type TestDesk, testDesk, textOf } from "./desk.ts";

/** How Hoshi stands in each case; Tsuki has agreed and answered everything in all of them. */
export const states = ["added", "invited", "signatory", "declined", "lapsed", "silent", "removed", "website"] as const;
export type State = (typeof states)[number];
/** Where Hoshi may read details (models 4.2); of a website no vendor reads any (domain rules §10.5). */
export const reads: ReadonlySet<State> = new Set(["signatory"]);

const vendors = ["hoshi", "tsuki"] as const;
type Vendor = (typeof vendors)[number];

const slackRoom = (channel: string): Place => ({ kind: "room", platform: "slack", tenant: "T1", channel });
export const places: Readonly<Record<string, Place>> = {
  private: { kind: "private" },
  desk: slackRoom("CDESK"),
  hoshi: slackRoom("CHOSHI"),
  tsuki: slackRoom("CTSUKI"),
  group: slackRoom("CGROUP"),
  unbound: slackRoom("CNONE"),
  "turned shared": slackRoom("CSHARED"),
  "hoshi, with a stranger": slackRoom("CWIDE"),
};

const slackUser = (tenant: string, user = "U1"): Principal => ({ platform: "slack", tenant, user });
const link = (secret: string): Principal => ({
  platform: "web",
  tenant: "page",
  user: createHash("sha256").update(secret).digest("base64url"),
});
/** Who may come: people of either vendor, and those who are nobody. */
export const actors: Readonly<Record<string, Principal>> = {
  hoshi: slackUser("THOSHI"),
  "hoshi, by its page": link("A".repeat(43)),
  "foreign tenant, same id": slackUser("TOTHER"),
  guest: slackUser("T1", "UGUEST"),
  "taken off": slackUser("THOSHI", "UGONE"),
  "link that opens nothing": link("B".repeat(43)),
};

const readers: Readonly<Record<string, Partial<RoomFacts>>> = {
  CHOSHI: { shared: true, guests: 3, outsiders: ["team:THOSHI"] },
  CGROUP: { shared: true, guests: 6, outsiders: ["team:THOSHI", "team:TTSUKI"] },
  CTSUKI: { shared: true, guests: 3, outsiders: ["team:TTSUKI"] },
};
/** What the platform says of a room changes after it was bound. */
const later = new Map<string, Partial<RoomFacts>>();
const slack: Surface = {
  examine: async () => [],
  room: async (_, channel) => ({
    ...{ shared: false, everybody: false, guests: 0, outsiders: [], open: true },
    ...(later.get(channel) ?? readers[channel]),
  }),
};

export interface TableStates {
  readonly t: TestDesk;
  readonly canaries: Canaries;
  /** State → the case's 8 digits. */
  readonly refs: Readonly<Record<State, string>>;
  /** Fields of a report that name the finder. */
  readonly personal: readonly string[];
}

const codeIn = (text: string): string => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}/.exec(text)?.[0] ?? "";

/** A desk with two vendors and a case in each state, with a canary wherever anything was written. */
export async function tableStates(): Promise<TableStates> {
  const t = await testDesk({ surfaces: new Map([["slack", slack]]) });
  const canaries = new Canaries();
  const all = "intake_officer,coordinator,web_handler,approver,analyst,auditor,admin";
  await t.members({ hana: all, mori: "approver,coordinator", ana: "analyst" });
  const hana = (line: string, over: Partial<Invocation> = {}): Promise<string> => t.done(line, { as: "hana", ...over });
  const own = (vendor: Vendor): Partial<Invocation> => ({
    principal: slackUser(`T${vendor.toUpperCase()}`),
    place: places[vendor] ?? { kind: "private" },
  });
  const did = async (vendor: Vendor, line: string): Promise<void> => {
    const answer: Answer = await t.say(line, own(vendor));
    if (!answer.ok) throw new Error(`${vendor}: ${line}: ${answer.code}: ${textOf(answer)}`);
  };

  await hana("room bind desk", { place: slackRoom("CDESK") });
  await hana("room bind desk", { place: slackRoom("CSHARED") });
  for (const [i, vendor] of vendors.entries()) {
    await hana(`vendor add "${canaries.make(`${vendor}.name`)}"`);
    await hana(
      `vendor contact ${i + 1} "${canaries.make(`${vendor}.person`)}" mail=${canaries.make(`${vendor}.mail`)}@v.example`,
    );
    await hana(`vendor product ${i + 1} ${canaries.make(`${vendor}.product`)}`);
    await hana(`room bind vendor vendor=${i + 1}`, { place: places[vendor] ?? { kind: "private" } });
    await t.done(`reply link ${codeIn(await hana(`vendor link ${i + 1} 1`))}`, own(vendor));
  }
  await hana("room bind vendor vendor=1", { place: slackRoom("CWIDE") });
  for (const name of ["hoshi, by its page", "taken off"]) {
    await hana(`vendor contact 1 "${canaries.make("hoshi.colleague")}"`);
    const n = name === "taken off" ? 3 : 2;
    const principal = actors[name];
    if (principal === undefined) throw new Error(name);
    await t.done(`reply link ${codeIn(await hana(`vendor link 1 ${n}`))}`, { principal });
  }
  await hana("vendor unlink 1 3");

  const software = fullReport("software", canaries);
  const website = fullReport("website", canaries);
  const refs = {} as Record<State, string>;
  for (const state of states) {
    const kind = state === "website" ? "website" : "software";
    const { ref } = await t.report(kind, (kind === "website" ? website : software).values);
    refs[state] = ref;
    await hana(`report accept ${ref} all`);
    await hana(`vuln add ${ref} "${canaries.make("vulnerability.title")}"`);
    await hana(`case note ${ref} ${canaries.make("desk.note")}`);
    for (const n of [2, 1]) await hana(`party add ${ref} vendor=${n} role=vendor`);
    await hana(`party invite ${ref} 1`);
    await did("tsuki", `reply accept ${ref}`);
    await did("tsuki", `reply statement ${ref} ${canaries.make("tsuki.statement")}`);
    await did("tsuki", `reply ask ${ref} ${canaries.make("tsuki.question")}`);
    await did("tsuki", `reply suggest ${ref} ${canaries.make("tsuki.suggestion")}`);
    await did("tsuki", `reply status ${ref} affected product=${canaries.make("tsuki.answer")}`);
    await hana(`message party ${ref} 1 ${canaries.make("tsuki.from-desk")}`);
    if (state === "added") continue;
    await hana(`party invite ${ref} 2`);
    await hana(`message party ${ref} 2 ${canaries.make("hoshi.from-desk")}`);
    await did("hoshi", `reply ask ${ref} ${canaries.make("hoshi.question")}`);
    if (state === "declined") await did("hoshi", `reply decline ${ref}`);
    if (["signatory", "lapsed", "removed", "website"].includes(state)) {
      await did("hoshi", `reply accept ${ref}`);
      await did("hoshi", `reply statement ${ref} ${canaries.make("hoshi.statement")}`);
    }
    if (state === "signatory") {
      for (const vendor of vendors) await did(vendor, `reply share ${ref} yes`);
      await hana(`room bind group case=${ref}`, { place: slackRoom("CGROUP") });
    }
    if (state === "removed") {
      const asked = await hana(`party remove ${ref} 2 ${canaries.make("desk.reason")}`);
      await t.done(`case confirm ${/case confirm (\d+)/.exec(asked)?.[1]}`, { as: "mori" });
    }
    if (state === "lapsed") {
      const day = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
      await did("tsuki", `reply date ${ref} "${day} 10:00" ${canaries.make("tsuki.why")}`);
      await hana(`embargo accept ${ref} 2`);
    }
    if (state === "silent")
      await t.database.owner()`
        update parties set answer_by = now() - interval '1 second'
        where n = 2 and case_id = (select id from cases where reference = ${Number(ref)})`;
  }
  later.set("CSHARED", { shared: true, guests: 2, outsiders: ["team:TOTHER"] });
  later.set("CWIDE", { shared: true, guests: 2, outsiders: ["team:THOSHI", "team:TOTHER"] });
  return { t, canaries, refs, personal: [...software.personal, ...website.personal] };
}
