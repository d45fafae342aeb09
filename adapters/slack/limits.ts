/**
 * What Slack takes at most, in code points or in pieces. From Slack's Block Kit reference, as collected in slackblocks
 * `spec/limits.json`; a test compares the two.
 */
export const limits = {
  blocks: 50,
  text: 3000,
  header: 150,
  buttonText: 75,
  buttonValue: 2000,
  /** Buttons in one actions block. */
  actions: 25,
  /** Elements in one context block. */
  context: 10,
  /**
   * All blocks of a message together, as JSON. Not documented: chat.postMessage answers `msg_blocks_too_long` from about
   * 13,200 on (slackapi/bolt-js issues 2509 and 2867), so this stays clear of it.
   */
  message: 12_000,
} as const;
