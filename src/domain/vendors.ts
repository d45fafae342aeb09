/**
 * How a vendor is registered (domain rules §7.3): generally (一般登録), with no limit on what it is told; individually (個別登録), told
 * before publication only of its own products; or not.
 */
export const registrations = ["none", "general", "individual"] as const;
