import { readFileSync } from "node:fs";
import type { CaseStatus, Intake, Receipt, Submission } from "../../commands/intake.ts";

/** A desk that remembers what it was given: for tests of the pages, where the real one would only be in the way. */
export interface MemoryIntake extends Intake {
  readonly submissions: (Submission & { readonly sealed: readonly Buffer[] })[];
  readonly answers: string[];
  readonly networks: string[];
  /** What goes wrong, from now on. */
  readonly broken: { database: boolean; waitSeconds: number };
}

export const memoryReceipt = "7K3M-Q9TZ-4HXB-V2NC-8RWD-5FYG-J6PA";

const normal = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replaceAll("I", "1").replaceAll("L", "1");

export function memoryIntake(): MemoryIntake {
  const submissions: MemoryIntake["submissions"] = [];
  const answers: string[] = [];
  const networks: string[] = [];
  const broken = { database: false, waitSeconds: 0 };
  const receipts = new Map<string, Receipt>();
  const orBreak = (): void => {
    if (broken.database) throw new Error("connection refused");
  };
  const status = (): CaseStatus => ({
    reference: "TDK#48213377",
    kind: "software",
    state: { ja: "確認の回答を待っています", en: "Waiting for your answer" },
    timeline: [
      { at: new Date("2026-11-20T01:12:00Z"), what: { ja: "届出を受け付けました", en: "Report received" } },
      { at: new Date("2026-11-20T06:30:00Z"), what: { ja: "内容の確認を始めました", en: "We began to check it" } },
    ],
    messages: [
      {
        at: new Date("2026-11-21T00:05:00Z"),
        from: "desk",
        body: "再現に使った画像ファイルの大きさを教えてください。\n急ぎではありません。",
      },
      ...answers.map((body) => ({ at: new Date("2026-11-22T09:00:00Z"), from: "finder" as const, body })),
    ],
    waitsForFinder: answers.length === 0,
  });

  return {
    submissions,
    answers,
    networks,
    broken,
    async admit(network) {
      orBreak();
      networks.push(network);
      return broken.waitSeconds > 0
        ? { ok: false, retryAfter: broken.waitSeconds }
        : { ok: true, sendings: networks.length };
    },
    async submit(submission) {
      orBreak();
      const before = receipts.get(submission.key);
      if (before !== undefined) return before;
      submissions.push({ ...submission, sealed: submission.files.map((file) => readFileSync(file.path)) });
      const receipt: Receipt = {
        reference: "TDK#48213377",
        receipt: memoryReceipt,
        receivedAt: new Date("2026-11-20T01:12:00Z"),
        decideBy: new Date("2026-12-04T09:00:00Z"),
        acknowledgement:
          submission.locale === "ja" ? "届出をお送りいただき、ありがとうございます。" : "Thank you for your report.",
      };
      receipts.set(submission.key, receipt);
      return receipt;
    },
    async status(receipt) {
      orBreak();
      return normal(receipt) === normal(memoryReceipt) ? status() : undefined;
    },
    async answer(receipt, text) {
      orBreak();
      if (normal(receipt) !== normal(memoryReceipt) || !status().waitsForFinder) return false;
      answers.push(text);
      return true;
    },
    async ready() {
      return !broken.database;
    },
  };
}
