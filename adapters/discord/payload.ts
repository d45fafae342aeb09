/** Reading Discord's payloads: whatever is not as documented is absent. */

export const at = (from: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((o, key) => (typeof o === "object" && o !== null ? Reflect.get(o, key) : undefined), from);

export const text = (from: unknown, ...path: readonly string[]): string | undefined => {
  const value = at(from, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const list = (from: unknown, ...path: readonly string[]): readonly unknown[] => {
  const value = at(from, ...path);
  return Array.isArray(value) ? value : [];
};
