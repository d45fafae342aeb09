import type { Role } from "../src/domain/roles.ts";

const everybody: readonly Role[] = [
  "intake_officer",
  "coordinator",
  "web_handler",
  "approver",
  "analyst",
  "auditor",
  "admin",
];
/** People who work on reports and cases. */
const workers: readonly Role[] = ["intake_officer", "coordinator", "web_handler", "approver"];
const readers: readonly Role[] = [...workers, "analyst"];
const admins: readonly Role[] = ["admin"];

/**
 * Who may run what: one row per command, no undefined cell (a test compares it with the registry). A stranger, that is an
 * account that no member owns, may run nothing at all.
 */
export const policy: Readonly<Record<string, readonly Role[]>> = {
  help: everybody,
  me: everybody,
  "member add": admins,
  "member list": everybody,
  "member link": admins,
  "member role": admins,
  "member remove": admins,
  "member hand-over": admins,
  "room bind": ["admin", "coordinator"],
  "room create": ["admin", "coordinator"],
  "room info": everybody,
  "room post": workers,
  "room unbind": ["admin", "coordinator"],
  "report link": everybody,
  "report list": readers,
  "report show": readers,
  "report accept": ["intake_officer", "coordinator", "approver"],
  "report decline": ["intake_officer", "coordinator", "approver"],
  "report decline-several": ["intake_officer", "coordinator", "approver"],
  "report ask": ["intake_officer", "coordinator", "web_handler", "approver"],
  "case list": readers,
  "case mine": readers,
  "case show": readers,
  "case find": readers,
  "case take": workers,
  "case assign": workers,
  "case note": readers,
  "case move": workers,
  "case close": ["coordinator", "web_handler", "approver"],
  "case reopen": ["coordinator", "web_handler", "approver"],
  "case split": ["coordinator", "web_handler", "approver"],
  "case merge": workers,
  "report merge": workers,
  "report erase": ["intake_officer", "coordinator", "approver"],
  "case confirm": ["approver", ...workers],
  "case inform": ["coordinator", "approver"],
  "case refer": ["web_handler", "approver"],
  "case government": ["intake_officer", "coordinator", "approver"],
  "case lift": ["intake_officer", "coordinator", "approver"],
  "party list": readers,
  "party add": ["coordinator", "web_handler", "approver"],
  "party attempt": ["coordinator", "web_handler", "approver"],
  "party status": ["coordinator", "web_handler", "approver"],
  "unreachable stage": ["coordinator", "approver"],
  "case history": [...readers, "auditor"],
  "score cvss": readers,
  "score impact": workers,
  "score ssvc": workers,
  "score export": readers,
  "score cwe": readers,
  "score compare": readers,
  "score explain": [...readers, "auditor"],
  "score history": [...readers, "auditor"],
  "deadline list": readers,
  "deadline calendar": readers,
  "deadline add": workers,
  "deadline extend": workers,
  "deadline snooze": readers,
  "deadline done": workers,
  "duty who": everybody,
  "duty set": ["admin", "coordinator"],
  "duty ack": everybody,
  "duty roster": everybody,
  "duty line": ["admin", "coordinator"],
  "duty override": ["admin", "coordinator"],
  "duty away": everybody,
  "duty back": everybody,
  "duty swap": everybody,
  "duty confirm": everybody,
  "duty ladder": everybody,
  "audit show": ["auditor", "approver"],
  "audit verify": ["auditor", "admin"],
  "desk settings": admins,
  "desk grounds": ["admin", "approver"],
  "desk resend": admins,
  "desk doctor": admins,
  "desk manifest": admins,
  "desk register": admins,
};

export const mayRun = (command: string, roles: readonly Role[]): boolean =>
  (policy[command] ?? []).some((r) => roles.includes(r));

/** Who may see the finder's name and contact. */
export const mayReadIdentity = (roles: readonly Role[]): boolean => workers.some((r) => roles.includes(r));
