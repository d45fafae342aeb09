/** What Discord takes at most, in characters or pieces (developer documents, components reference and message resource). */
export const limits = {
  /** All text displays of a message together. */
  text: 4000,
  /** One text display of ours, so that a page has room for the line that leads on. */
  piece: 3500,
  content: 2000,
  components: 40,
  /** Buttons in a row. */
  row: 5,
  buttonLabel: 80,
  customId: 100,
  modalTitle: 45,
  label: 45,
  description: 100,
  /** Rows of a modal. */
  fields: 5,
  optionLabel: 100,
  options: 25,
  /** Boxes to tick. */
  boxes: 10,
  /** Radio buttons: Discord takes ten, a phone shows five beside the rest. */
  radios: 5,
  inputText: 4000,
} as const;

export const flags = { ephemeral: 1 << 6, suppressEmbeds: 1 << 2, silent: 1 << 12, componentsV2: 1 << 15 } as const;
