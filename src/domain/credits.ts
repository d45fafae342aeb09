/** What somebody is thanked for: the types of credit of the CVE record format 5.1, in its order and with its meanings. */
export const creditRoles = [
  "finder",
  "reporter",
  "analyst",
  "coordinator",
  "remediation-developer",
  "remediation-reviewer",
  "remediation-verifier",
  "tool",
  "sponsor",
  "other",
] as const;
