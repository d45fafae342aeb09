import type { Both } from "../../locale.ts";

/**
 * How a vendor is registered (domain rules §7.3): generally (一般登録), with no limit on what it is told; individually (個別登録), told
 * before publication only of its own products; or not.
 */
export const registrations = ["none", "general", "individual"] as const;
export type Registration = (typeof registrations)[number];

export const registrationWords: Readonly<Record<Registration, Both>> = {
  none: { ja: "登録なし", en: "not registered" },
  general: { ja: "一般登録", en: "general: no limit on what it is told" },
  individual: { ja: "個別登録", en: "individual: told only of its own products" },
};

interface Known {
  readonly registration: Registration;
  readonly takesReports: boolean;
  readonly intake: string | undefined;
  readonly agreedAt: Date | null;
  readonly metAt: Date | null;
  /** There is an OpenPGP key that one may encrypt to. */
  readonly hasKey: boolean;
}

const wants = {
  agreed: { ja: "登録規約への同意", en: "its agreement to the terms of registration" },
  met: { ja: "面談", en: "the meeting" },
  key: { ja: "指紋を確認したOpenPGP鍵", en: "an OpenPGP key whose fingerprint was checked" },
  intake: { ja: "届出の受付窓口", en: "where its reports go" },
} as const satisfies Record<string, Both>;

/** What an entry still lacks for what it says of itself (domain rules §7.3). It is shown, not refused: papers come by and by. */
export function lacking(v: Known): Both[] {
  const registered = v.registration !== "none";
  return [
    ...(registered && v.agreedAt === null ? [wants.agreed] : []),
    ...(registered && v.metAt === null ? [wants.met] : []),
    ...(v.registration === "general" && !v.hasKey ? [wants.key] : []),
    ...(v.takesReports && v.intake === undefined ? [wants.intake] : []),
  ];
}
