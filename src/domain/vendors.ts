/**
 * How a vendor is registered (domain rules §7.3): generally (一般登録), with no limit on what it is told; individually (個別登録), told
 * before publication only of its own products; or not.
 */
export const registrations = ["none", "general", "individual"] as const;

/** What a vendor is called in labels, rooms and destinations: `vendor/12`. */
export const vendorName = (id: number): string => `vendor/${id}`;

/** The inverse; `undefined` for what names no vendor. */
export function vendorIn(name: string): number | undefined {
  const id = /^vendor\/([1-9]\d{0,8})$/.exec(name)?.[1];
  return id === undefined ? undefined : Number(id);
}
