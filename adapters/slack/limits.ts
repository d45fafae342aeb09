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
  options: 100,
  optionText: 75,
  optionValue: 150,
  checkboxes: 10,
  /** Code points that one text input takes. */
  inputText: 3000,
  /** Label and hint of an input. */
  label: 2000,
  title: 24,
  submit: 24,
  metadata: 3000,
  /** Blocks of a modal or an App Home. */
  viewBlocks: 100,
  /** All of a view as JSON: 250 kB (documented for views.*), with room for what is not blocks, in code points of up to 3 bytes. */
  view: 75_000,
  /**
   * All blocks of a message together, as JSON. Not documented: chat.postMessage answers `msg_blocks_too_long` from about
   * 13,200 on (slackapi/bolt-js issues 2509 and 2867), so this stays clear of it.
   */
  message: 12_000,
} as const;
