import { armor, enums, generateKey, type PrivateKey, type PublicKey, readKey, revokeKey } from "openpgp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createForms } from "../../commands/forms.ts";
import { readPublicKey } from "../../src/crypto/openpgp.ts";
import { groupFingerprint, keyState, readFingerprint } from "../../src/domain/vendors/keys.ts";
import { type TestDesk, testDesk, textOf } from "../support/desk.ts";

type Options = Parameters<typeof generateKey>[0];
const hana = { as: "hana" };

async function make(over: Partial<Options> = {}): Promise<{ publicKey: PublicKey; privateKey: PrivateKey }> {
  const userIDs = [{ name: "CANARY-OWNER", email: "psirt@canary-key.example" }];
  return await generateKey({ type: "ecc", userIDs, ...over, format: "object" });
}

let t: TestDesk;
let good: { publicKey: PublicKey; privateKey: PrivateKey };
const add = (pgp: string, as = hana) => t.say("vendor key-add 1", { options: { pgp }, ...as });

beforeAll(async () => {
  t = await testDesk();
  await t.members({ hana: "coordinator", ana: "analyst", adam: "admin" });
  await t.done('vendor add "CANARY-VENDOR"', hana);
  await t.done('vendor add "Other"', hana);
  good = await make();
});
afterAll(() => t.database.close());

describe("what is no key to write to", () => {
  const refused: [string, RegExp, () => Promise<string>][] = [
    ["a private key", /private key[\s\S]*revoke it/, async () => good.privateKey.armor()],
    [
      "a private key in disguise",
      /private key/,
      async () => armor(enums.armor.publicKey, good.privateKey.write() as Uint8Array) as string,
    ],
    [
      "garbage",
      /cannot be read/,
      async () => "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxxxx\n-----END PGP PUBLIC KEY BLOCK-----",
    ],
    ["words", /cannot be read/, async () => "our key is on our site"],
    ["half a key", /cannot be read/, async () => good.publicKey.armor().slice(0, 300)],
    ["a key that is too long", /at most 64 kB/, async () => good.publicKey.armor() + " ".repeat(70_000)],
    [
      "an expired key",
      /has expired/,
      async () => (await make({ date: new Date("2020-01-01"), keyExpirationTime: 3600 })).publicKey.armor(),
    ],
    [
      "a revoked key",
      /revoked by its owner/,
      async () => {
        const { privateKey } = await make();
        return (await revokeKey({ key: privateKey, format: "object" })).publicKey.armor();
      },
    ],
    [
      "a weak key",
      /too weak/,
      async () => (await make({ type: "rsa", rsaBits: 1024, config: { minRSABits: 1024 } })).publicKey.armor(),
    ],
    ["a key that only signs", /no subkey/, async () => (await make({ subkeys: [{ sign: true }] })).publicKey.armor()],
    [
      "a key of nobody",
      /no valid user ID/,
      async () => {
        const { publicKey } = await make();
        publicKey.users = [];
        return publicKey.armor();
      },
    ],
    [
      "two keys",
      /more than one key/,
      async () => {
        const two = [good.publicKey, (await make()).publicKey].map((k) => k.write() as Uint8Array);
        return armor(enums.armor.publicKey, Buffer.concat(two)) as string;
      },
    ],
  ];

  test.each(refused)("%s", async (_, says, text) => {
    const pasted = await text();
    const answer = await add(pasted);
    expect(answer).toMatchObject({ ok: false, code: "args.invalid", field: "pgp" });
    expect(textOf(answer)).toMatch(says);
    // Nothing of what was pasted comes back: it may be private.
    for (const row of pasted.split("\n").filter((r) => r.length > 30 && !r.startsWith("-----")))
      expect(textOf(answer)).not.toContain(row.slice(0, 30));
    expect(await t.database.owner()`select from vendor_keys`).toHaveLength(0);
  });
});

test("a form that stands there again after a refusal is without what was pasted", async () => {
  const pgp = good.privateKey.armor();
  const opened = await createForms(t.desk).open({
    principal: { platform: "console", tenant: "local", user: "hana" },
    place: { kind: "private" },
    locale: "en",
    line: "vendor key-add",
    options: { vendor: "1", pgp },
  });
  if (!opened.ok) throw new Error(opened.code);
  expect(opened.form.fields.map((f) => [f.name, f.initial])).toEqual([
    ["vendor", "1"],
    ["pgp", undefined],
  ]);
  expect(JSON.stringify(opened)).not.toContain(pgp.split("\n")[3]);
});

describe("a key that can be written to", () => {
  test("is not used before its fingerprint was typed as the vendor read it, whole", async () => {
    const fingerprint = good.publicKey.getFingerprint().toUpperCase();
    const added = await add(good.publicKey.armor());
    expect(textOf(added)).toContain(`${groupFingerprint(fingerprint)} · fingerprint not checked`);
    expect(textOf(added)).toContain("no expiry · ed25519");
    const verify = (typed: string) => t.say(`vendor key-verify 1 ${typed}`, hana);
    expect(textOf(await verify(fingerprint.slice(-16)))).toContain("only a part");
    expect(textOf(await verify(`${fingerprint.slice(0, -1)}${fingerprint.endsWith("0") ? "1" : "0"}`))).toContain(
      "no key of that fingerprint",
    );
    expect(await verify("x")).toMatchObject({ ok: false, field: "fingerprint" });
    const typed = `0x${groupFingerprint(fingerprint).toLowerCase().replaceAll(" ", ":")}`;
    expect(textOf(await verify(typed))).toContain("fingerprint checked · hana");
    expect(await t.done("vendor keys 1", { as: "ana" })).toContain("fingerprint checked");
    expect(await t.done("vendor show 1", hana)).toContain("OpenPGP keys: 1");
  });

  test("comes through what chat clients do to it", async () => {
    const armoured = good.publicKey.armor();
    const asTyped = `\`\`\`\n${armoured.replaceAll("-----", "——-")}\`\`\``;
    expect(await readPublicKey(asTyped, new Date())).toMatchObject({
      fingerprint: good.publicKey.getFingerprint().toUpperCase(),
    });
    const commented = armoured.replace("BLOCK-----\n", "BLOCK-----\nComment: made by hand\n").trim();
    for (const flat of [armoured.trim(), commented].map((a) => a.replace(/\s+/g, " ")))
      expect(await readPublicKey(flat, new Date())).toMatchObject({ algorithm: "ed25519" });
    expect(await t.say(`vendor key-add 2 ${armoured}`, hana)).toMatchObject({ ok: true });
  });

  test("the same key with another expiry takes its place and stays checked", async () => {
    const soon = await make({ keyExpirationTime: 86_400 * 30 });
    await add(soon.publicKey.armor());
    await t.done(`vendor key-verify 1 ${soon.publicKey.getFingerprint()}`, hana);
    const again = await add(soon.publicKey.armor());
    expect(textOf(again)).toContain("was checked before");
    expect(textOf(again)).toMatch(/fingerprint checked · hana · until \w{3} .* JST/);
    expect(await t.database.owner()`select from vendor_keys where vendor_id = 1`).toHaveLength(2);
  });

  test("is out of use for good once it was revoked here", async () => {
    const fingerprint = good.publicKey.getFingerprint();
    expect(await t.done(`vendor key-revoke 1 ${fingerprint.slice(-8)}`, hana)).toContain("· revoked ·");
    expect(textOf(await add(good.publicKey.armor()))).toContain("revoked by its owner");
    expect(await t.say(`vendor key-verify 1 ${fingerprint}`, hana)).toMatchObject({ ok: false, code: "args.invalid" });
  });

  test("only coordinators and approvers change keys", async () => {
    for (const as of ["ana", "adam"]) {
      expect(await add(good.publicKey.armor(), { as })).toMatchObject({ code: "not-allowed" });
      for (const verb of ["key-verify", "key-revoke"])
        expect(await t.say(`vendor ${verb} 1 ABCDEF0123456789`, { as })).toMatchObject({ code: "not-allowed" });
    }
  });
});

test("neither the key nor its fingerprint nor whose it is can be read in the database", async () => {
  const owner = t.database.owner();
  const tables = await owner`select table_name as name from information_schema.tables where table_schema = 'public'
    and table_type = 'BASE TABLE'`;
  const all: string[] = [];
  for (const { name } of tables) all.push(JSON.stringify(await owner.unsafe(`select t::text from "${name}" t`)));
  const text = all.join("\n");
  const armoured = good.publicKey.armor().split("\n")[3] ?? "";
  for (const secret of ["CANARY", "canary-key", good.publicKey.getFingerprint(), armoured, "BEGIN PGP"])
    for (const form of [secret, secret.toUpperCase(), Buffer.from(secret).toString("hex")])
      expect({ form, found: text.includes(form) }).toEqual({ form, found: false });
});

test("a key is used only while it is checked, not revoked and not expired", () => {
  const now = new Date("2027-01-01T00:00:00Z");
  const key = { expiresAt: null, verifiedAt: now, revokedAt: null };
  expect(keyState(key, now)).toBe("usable");
  expect(keyState({ ...key, verifiedAt: null }, now)).toBe("unverified");
  expect(keyState({ ...key, expiresAt: now }, now)).toBe("expired");
  expect(keyState({ ...key, expiresAt: new Date(now.getTime() + 1) }, now)).toBe("usable");
  expect(keyState({ ...key, revokedAt: now, expiresAt: now }, now)).toBe("revoked");
  expect(readFingerprint(groupFingerprint("ABCD1234EF"))).toBe("ABCD1234EF");
});

test("the armour that is kept can be read again", async () => {
  const key = await readPublicKey(good.publicKey.armor(), new Date());
  if (typeof key === "string") throw new Error(key);
  expect((await readKey({ armoredKey: key.armoured })).getFingerprint().toUpperCase()).toBe(key.fingerprint);
});
