import { isIP } from "node:net";

/** The eight groups of an IPv6 address, its `::` written out. */
function groups(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left;
  const right = tail === "" ? [] : tail.split(":");
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
}

/**
 * The network of an address: IPv4 /24, IPv6 /56, which is what one customer of a provider usually has. Coarse on
 * purpose: it limits floods and says little of a person.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(plain) === 4) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (isIP(plain) !== 6) return "unknown";
  const [a, b, c, d] = groups(plain).map((group) => Number.parseInt(group, 16));
  const top = [a, b, c, (d ?? 0) & 0xff00].map((n) => (n ?? 0).toString(16));
  return `${top.join(":")}::/56`;
}

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/i.test(address);

/**
 * The network that a request counts against. Only a proxy on this machine is believed about who sent it, and only its
 * own entry: the last one.
 */
export function senderNetwork(peer: string | undefined, forwardedFor: string | undefined): string {
  const address = peer ?? "";
  const last = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  return networkOf(isLoopback(address) && isIP(last) !== 0 ? last : address);
}
