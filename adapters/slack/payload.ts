/** Reading Slack's payloads: whatever is not as documented is absent. */

export const at = (from: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((o, key) => (typeof o === "object" && o !== null ? Reflect.get(o, key) : undefined), from);

/** A text in a payload; empty is absent, as Slack means it. */
export const text = (from: unknown, ...path: readonly string[]): string | undefined => {
  const value = at(from, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** The items of a list in a payload. */
export const list = (from: unknown, ...path: readonly string[]): readonly unknown[] => {
  const value = at(from, ...path);
  return Array.isArray(value) ? value : [];
};
