/** What a vendor is called in labels, rooms and destinations: `vendor/12`. */
export const vendorName = (id: number): string => `vendor/${id}`;

/** The inverse; `undefined` for what names no vendor. */
export function vendorIn(name: string): number | undefined {
  const id = /^vendor\/([1-9]\d{0,8})$/.exec(name)?.[1];
  return id === undefined ? undefined : Number(id);
}
