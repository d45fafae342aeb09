import { randomBytes } from "node:crypto";
import { Keyring, receiptHash, seal } from "../../src/crypto/keyring.ts";
import { indexWords } from "../../src/search.ts";
import type { Measure } from "../lib/measure.ts";
import type { Sent } from "../load/http.ts";
import { overHttp } from "./over-http.ts";

/** 2 kB of a finder's words. */
const steps = "1. 細工した画像を開く。2. 画像を回転する。3. 応答を見る。".repeat(25);

const report = {
  finder_name: "北野 すばる",
  finder_email: "subaru@finder.example",
  consent_share_identity: "name_only",
  consent_direct_contact: "no",
  consent_public_credit: "no",
  policy_agreed: "yes",
  source_of_info: "self",
  product_name: "すいすい画像ビューア",
  product_version: "3.2.1",
  vuln_type: "memory",
  environment: "Windows 11 24H2",
  steps,
  result: "異常終了し、任意のコードが動く",
  threat: "開いた人の権限でコードが実行される",
  other_reports: "なし",
  reported_to_vendor: "no",
};

const body = JSON.stringify(report);
const octet = (): number => Math.floor(Math.random() * 256);

/** A program's report from a network of its own, as a proxy on this machine would pass it on. */
const next = (): Sent => ({
  path: "/report/software",
  body,
  headers: {
    "content-type": "application/json",
    accept: "application/json",
    "x-forwarded-for": `${1 + (octet() % 200)}.${octet()}.${octet()}.1`,
  },
});

/** Reports a second that one core can seal: two keys, title, report, identity, acknowledgement, and the search words. */
function sealing(seconds: number): number {
  const keys = new Keyring(randomBytes(32));
  const end = performance.now() + seconds * 1000;
  let n = 0;
  for (; performance.now() < end; n++) {
    const { key } = keys.newKey("case/10000001");
    const finder = keys.newKey("finder/10000001");
    seal(finder.key, "finders.identity", JSON.stringify({ finder_name: report.finder_name }));
    seal(key, "cases.title", report.product_name);
    seal(key, "cases.report", body);
    seal(key, "messages.body", steps.slice(0, 400));
    for (const word of indexWords(`${report.product_name} ${report.product_version}`)) keys.blind(word);
    receiptHash(keys.receipt("a sending's key"));
  }
  return n / seconds;
}

export const intake: Measure = {
  name: "M4",
  about: "Reports a second through the form: 2 kB of text, no file",
  run(run) {
    sealing(0.5);
    return overHttp(run, {
      measure: "M4",
      what: "report of 2 kB",
      script: "intake.sql",
      empty: "empty form",
      next,
      good: { status: 201, text: "TDK#" },
      emptyGood: { status: 201, text: "TDK#" },
      beside: sealing(1),
      least: 0.4,
    });
  },
};
