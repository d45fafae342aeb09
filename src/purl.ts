import { PackageURL } from "packageurl-js";

/**
 * A package URL in its canonical form, without version, qualifiers and subpath: it names what a vendor makes, not one release of it.
 * @returns undefined for what is none.
 */
export function readPurl(typed: string): string | undefined {
  const base = typed
    .trim()
    .replace(/[?#].*$/s, "")
    .replace(/(?<=[^/])@[^/@]*$/, "");
  if (!/^pkg:\S+\/[^\s/]+$/i.test(base)) return undefined;
  try {
    // Some types are valid only with a version, so it gets one and loses it again.
    return PackageURL.fromString(`${base}@0`).toString().replace(/@0$/, "");
  } catch {
    return undefined; // the library throws for whatever is no package URL
  }
}

/** The package URLs in a text, in their canonical form. */
export const purlsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\bpkg:[^\s"'<>()、。,]+/gi)].flatMap(([found]) => readPurl(found.replace(/[.;:]+$/, "")) ?? []),
  ),
];
